package dev.lily.graph.gremlin;

import java.time.Duration;

/**
 * When a query has to end. It is asked between the elements of a traversal: a thread that reads the
 * embedded store must not be interrupted, because BerkeleyJE and Lucene close what it reads.
 */
final class Deadline {
  private final Duration timeout;
  private final long end;
  private volatile boolean cancelled;

  Deadline(Duration timeout) {
    this.timeout = timeout;
    this.end = System.nanoTime() + timeout.toNanos();
  }

  void check() {
    if (cancelled || System.nanoTime() - end >= 0) {
      throw expired();
    }
  }

  QueryException expired() {
    return new QueryException(
        GremlinOutcome.TIMEOUT,
        "the query took longer than %d ms; narrow it, or raise lily.gremlin.timeout"
            .formatted(timeout.toMillis()));
  }

  long remainingMillis() {
    return Math.max(0, (end - System.nanoTime()) / 1_000_000);
  }

  void cancel() {
    cancelled = true;
  }
}
