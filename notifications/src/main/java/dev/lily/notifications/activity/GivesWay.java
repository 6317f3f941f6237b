package dev.lily.notifications.activity;

import dev.lily.notifications.log.ChangeLogHandler;
import dev.lily.notifications.log.ConsumedEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits before each batch while something more urgent is under way, but not for ever: what nobody
 * waits for shall not take the processors from what somebody does.
 */
public final class GivesWay implements ChangeLogHandler {
  private static final Duration STEP = Duration.ofMillis(50);

  private final ChangeLogHandler next;
  private final BooleanSupplier isUrgent;
  private final Duration most;

  /**
   * @param most how long a batch waits at most
   */
  public GivesWay(ChangeLogHandler next, BooleanSupplier isUrgent, Duration most) {
    this.next = next;
    this.isUrgent = isUrgent;
    this.most = most;
  }

  @Override
  public boolean concerns(byte[] event) {
    return next.concerns(event);
  }

  @Override
  public void handle(List<ConsumedEvent> events) {
    long end = System.nanoTime() + most.toNanos();
    while (isUrgent.getAsBoolean()
        && System.nanoTime() < end
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(STEP.toNanos());
    }
    next.handle(events);
  }
}
