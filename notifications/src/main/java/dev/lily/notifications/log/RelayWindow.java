package dev.lily.notifications.log;

import dev.lily.graph.change.Outbox;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What is sent and not yet confirmed, in order; and what is confirmed and not yet acknowledged.
 * Acknowledging may cost the outbox a commit and is put off a little, so that a stream of single
 * changes shares one.
 */
final class RelayWindow {
  private static final Duration ACKNOWLEDGE = Duration.ofMillis(100);
  private static final Duration LATE = Duration.ofSeconds(5);

  private final Outbox outbox;
  private final Deque<Publication> unconfirmed = new ArrayDeque<>();
  private long sent;
  private volatile long published;
  private long acknowledged;
  private long confirmedAt = System.nanoTime();
  private long acknowledgedAt = confirmedAt;

  RelayWindow(Outbox outbox) {
    this.outbox = outbox;
    this.acknowledged = outbox.acknowledged();
    this.published = acknowledged;
    this.sent = acknowledged;
  }

  /** The position after which nothing was sent yet. */
  long sent() {
    return sent;
  }

  /** The position up to which everything is confirmed; may be asked by any thread. */
  long published() {
    return published;
  }

  boolean isEmpty() {
    return unconfirmed.isEmpty();
  }

  /** Whether the oldest entry waits for its confirmation unusually long. */
  boolean isLate() {
    return !unconfirmed.isEmpty() && System.nanoTime() - confirmedAt > LATE.toNanos();
  }

  void add(Publication publication) {
    if (unconfirmed.isEmpty()) {
      confirmedAt = System.nanoTime();
    }
    unconfirmed.add(publication);
    sent = publication.position();
  }

  /** Takes confirmations, waiting so long for the oldest; throws what went wrong. */
  void settle(Duration wait) throws InterruptedException {
    Duration patience = wait;
    while (!unconfirmed.isEmpty() && unconfirmed.element().await(patience)) {
      published = unconfirmed.remove().position();
      confirmedAt = System.nanoTime();
      patience = Duration.ZERO;
    }
    if (System.nanoTime() - acknowledgedAt > ACKNOWLEDGE.toNanos()) {
      acknowledge();
    }
  }

  /** Tells the outbox what is confirmed. */
  void acknowledge() {
    if (published > acknowledged) {
      outbox.acknowledge(published);
      acknowledged = published;
    }
    acknowledgedAt = System.nanoTime();
  }

  /** Forgets what is under way, so that it is sent again. */
  void rewind() {
    unconfirmed.clear();
    sent = published;
  }
}
