package dev.lily.bench;

import java.util.Arrays;

/** Durations in nanoseconds, and what they were like. */
final class Latencies {
  private final long[] sorted;

  Latencies(long[] nanos) {
    sorted = nanos.clone();
    Arrays.sort(sorted);
  }

  int count() {
    return sorted.length;
  }

  /**
   * The smallest duration that at least {@code percent} of all do not exceed (nearest rank), in
   * milliseconds; 0 when there are none.
   */
  double percentile(double percent) {
    if (sorted.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(rank, 1) - 1] / 1e6;
  }

  double max() {
    return percentile(100);
  }
}
