package dev.lily.bench;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a load saw.
 *
 * @param latencies of the calls that succeeded, in nanoseconds
 * @param ends when these calls ended, in nanoseconds from the start, ascending
 * @param nanos the whole time
 * @param failed how many calls failed
 * @param firstFailure what the first of these said
 */
record Sample(
    Latencies latencies, long[] ends, long nanos, int failed, Optional<String> firstFailure) {
  private static final int SLICES = 10;

  int succeeded() {
    return ends.length;
  }

  double perSecond() {
    return nanos == 0 ? 0 : succeeded() * 1e9 / nanos;
  }

  /** Successful calls per second in each tenth of the calls: decay shows here. */
  List<Double> perSecondByTenth() {
    if (ends.length < SLICES) {
      return List.of();
    }
    return IntStream.range(0, SLICES).mapToObj(this::perSecondOfSlice).toList();
  }

  private double perSecondOfSlice(int slice) {
    int from = (int) ((long) ends.length * slice / SLICES);
    int until = (int) ((long) ends.length * (slice + 1) / SLICES);
    long begin = from == 0 ? 0 : ends[from - 1];
    return (until - from) * 1e9 / Math.max(1, ends[until - 1] - begin);
  }
}
