package dev.lily.bench;

/** Something done many times over; called from several threads at once. */
interface Operation {
  /**
   * Makes everything ready for the call with this index, from 0.
   *
   * @return the call itself, which alone is timed; it throws {@link BenchException} if it fails
   */
  Runnable prepare(int index);
}
