package dev.lily.graph.lineage;

/**
 * When the index took in the change by which assets came to carry a classification. Changes that
 * come close together are taken in together and share one.
 *
 * @param position of the change log, of the newest change taken in
 * @param eventTime epoch milliseconds of the commit, of the oldest change taken in
 * @param appliedTime epoch milliseconds at which every reader saw it
 */
public record Arrival(long position, long eventTime, long appliedTime) {
  /** From the commit to what readers see, never told too small. */
  public long latencyMillis() {
    return appliedTime - eventTime;
  }
}
