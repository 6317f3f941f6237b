package dev.lily.policy;

import java.time.Clock;

/**
 * Tells of faults that may come with every question: the first at once, then at most one a minute
 * with the number of all since. Safe for many threads.
 */
public final class RareWarning {
  private static final long PAUSE = 60_000;

  private final Clock clock;
  private final Listener listener;
  private boolean told;
  private long last;
  private long since;

  /** Writes to a log. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Tells.
     *
     * @param count how many there were since the last that was told, this one included
     */
    void warn(long count, RuntimeException fault);
  }

  public RareWarning(Clock clock, Listener listener) {
    this.clock = clock;
    this.listener = listener;
  }

  /** Tells of the fault, or counts it. */
  public void add(RuntimeException fault) {
    long count = due();
    if (count > 0) {
      listener.warn(count, fault);
    }
  }

  private synchronized long due() {
    since++;
    long now = clock.millis();
    if (told && now - last < PAUSE) {
      return 0;
    }
    told = true;
    last = now;
    long count = since;
    since = 0;
    return count;
  }
}
