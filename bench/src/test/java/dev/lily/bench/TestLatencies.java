package dev.lily.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TestLatencies {
  @Test
  void takesTheNearestRank() {
    Latencies latencies =
        new Latencies(LongStream.rangeClosed(1, 200).map(i -> i * 1_000_000).toArray());
    assertThat(latencies.percentile(50)).isEqualTo(100);
    assertThat(latencies.percentile(99)).isEqualTo(198);
    assertThat(latencies.percentile(99.9)).isEqualTo(200);
    assertThat(latencies.max()).isEqualTo(200);
  }

  @Test
  void needsNoOrderAndKeepsTheCallersArray() {
    long[] nanos = {3_000_000, 1_000_000, 2_000_000};
    assertThat(new Latencies(nanos).percentile(50)).isEqualTo(2);
    assertThat(nanos).containsExactly(3_000_000, 1_000_000, 2_000_000);
  }

  @Test
  void isTheOnlyValueAtEveryPercentile() {
    Latencies one = new Latencies(new long[] {1_500_000});
    assertThat(one.percentile(0)).isEqualTo(1.5);
    assertThat(one.percentile(99)).isEqualTo(1.5);
  }

  @Test
  void isZeroWithoutValues() {
    assertThat(new Latencies(new long[0]).max()).isZero();
  }
}
