package dev.lily.notifications.log;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Growing pauses between attempts, ended at once by {@link #stop}. */
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final CountDownLatch stopped = new CountDownLatch(1);
  private Duration next = FIRST;

  /** The last attempt succeeded. */
  void reset() {
    next = FIRST;
  }

  /** Pauses, twice as long as the last time. */
  void pause() throws InterruptedException {
    boolean over = stopped.await(next.toNanos(), TimeUnit.NANOSECONDS);
    Duration doubled = next.multipliedBy(2);
    next = over || doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
  }

  boolean isStopped() {
    return stopped.getCount() == 0;
  }

  void stop() {
    stopped.countDown();
  }
}
