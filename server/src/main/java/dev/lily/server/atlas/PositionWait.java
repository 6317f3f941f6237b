package dev.lily.server.atlas;

/** Lets a writer see what its own write propagates. */
@FunctionalInterface
public interface PositionWait {
  /** Returns when the classification index has taken in the position, or a bounded time is over. */
  void await(long position);
}
