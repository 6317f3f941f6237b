package dev.lily.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TestSample {
  private static Sample endingAt(long... ends) {
    long last = ends.length == 0 ? 0 : ends[ends.length - 1];
    return new Sample(new Latencies(ends), ends, last, 0, Optional.empty());
  }

  @Test
  void showsDecayTenthByTenth() {
    long[] steady = LongStream.rangeClosed(1, 90).map(i -> i * 1_000_000).toArray();
    long[] slow = LongStream.rangeClosed(1, 10).map(i -> 90_000_000 + i * 10_000_000).toArray();
    Sample sample =
        endingAt(LongStream.concat(LongStream.of(steady), LongStream.of(slow)).toArray());
    assertThat(sample.perSecondByTenth()).hasSize(10);
    assertThat(sample.perSecondByTenth().get(0)).isEqualTo(1000);
    assertThat(sample.perSecondByTenth().get(9)).isEqualTo(100);
  }

  @Test
  void hasNoTenthsOfFewCalls() {
    assertThat(endingAt(1, 2, 3).perSecondByTenth()).isEmpty();
  }

  @Test
  void countsCallsPerSecond() {
    assertThat(endingAt(250_000_000, 500_000_000).perSecond()).isEqualTo(4);
  }
}
