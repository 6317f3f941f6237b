package dev.lily.server.atlas;

/** Lets a writer see what its own write propagates. */
@FunctionalInterface
public interface PositionWait {
  /**
   * Returns when the classification index has taken in the write, or a bounded time is over.
   *
   * @param position of the write in the change log; 0 where it changed nothing
   */
  Followed follow(long position);
}
