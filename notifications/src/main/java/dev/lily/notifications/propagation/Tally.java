package dev.lily.notifications.propagation;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Guid;
import dev.lily.notifications.propagation.PropagationTask.Counts;
import dev.lily.notifications.propagation.PropagationTask.Kind;
import dev.lily.notifications.propagation.PropagationTask.Subject;
import dev.lily.notifications.propagation.PropagationTask.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is counted about one task: each of its assets is done or refused once. For one thread at a
 * time.
 */
final class Tally {
  private final Opening opening;
  private final Instant created;
  private Kind kind;
  private Optional<Subject> subject;
  private Instant updated;
  private @Nullable Instant started;
  private @Nullable Instant ended;
  private @Nullable String error;
  private long total;
  private long done;
  private long refused;
  private int attempts;

  /** What a task is about at first. */
  record Opening(
      Guid guid,
      TenantId tenant,
      Kind kind,
      Optional<Subject> subject,
      long position,
      long total) {}

  Tally(Opening opening, Instant now) {
    this.opening = opening;
    this.kind = opening.kind();
    this.subject = opening.subject();
    this.total = opening.total();
    this.created = now;
    this.updated = now;
  }

  Guid guid() {
    return opening.guid();
  }

  TenantId tenant() {
    return opening.tenant();
  }

  Instant created() {
    return created;
  }

  /** When it was finished. */
  Optional<Instant> ended() {
    return Optional.ofNullable(ended);
  }

  /** How many of its assets are neither done nor refused. */
  long rest() {
    return total - done - refused;
  }

  /** It is about so many assets, at least as many as before. */
  void grow(long assets) {
    total = assets;
  }

  /** The same change did more than was known: to other assets, from other origins. */
  void join(Kind also, Subject about, long assets) {
    kind = kind == also ? kind : Kind.CLASSIFICATION_REFRESH_PROPAGATION;
    subject = Optional.of(about);
    total += assets;
  }

  void start(Instant now) {
    if (started == null) {
      started = now;
      attempts = 1;
      updated = now;
    }
  }

  void retry(String reason, Instant now) {
    attempts++;
    error = reason;
    updated = now;
  }

  void done(Instant now) {
    done++;
    settle(now);
  }

  void refuse(String reason, Instant now) {
    refused++;
    error = reason;
    settle(now);
  }

  private void settle(Instant now) {
    updated = now;
    if (rest() == 0) {
      ended = now;
    }
  }

  PropagationTask task(Optional<Instant> eta) {
    return new PropagationTask(
        opening.guid(),
        opening.tenant(),
        kind,
        subject,
        opening.position(),
        new Times(created, updated, Optional.ofNullable(started), ended()),
        new Counts(total, done, refused),
        attempts,
        Optional.ofNullable(error),
        rate(),
        eta);
  }

  private double rate() {
    if (started == null) {
      return 0;
    }
    Duration time = Duration.between(started, updated);
    return (done + refused) * 1000.0 / Math.max(1, time.toMillis());
  }
}
