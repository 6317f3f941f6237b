package dev.lily.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class TestLoad {
  @Test
  void makesEveryCallOnce() {
    Set<Integer> made = ConcurrentHashMap.newKeySet();
    Sample sample = new Load(3, 100, Duration.ofMinutes(1)).run(index -> () -> made.add(index));
    assertThat(made).hasSize(100);
    assertThat(sample.succeeded()).isEqualTo(100);
    assertThat(sample.failed()).isZero();
    assertThat(sample.ends()).isSorted();
  }

  @Test
  void countsFailuresApart() {
    Sample sample =
        new Load(2, 10, Duration.ofMinutes(1))
            .run(
                index ->
                    () -> {
                      if (index % 2 == 0) {
                        throw new BenchException("answered 500");
                      }
                    });
    assertThat(sample.succeeded()).isEqualTo(5);
    assertThat(sample.failed()).isEqualTo(5);
    assertThat(sample.firstFailure()).contains("answered 500");
  }

  @Test
  void beginsNoCallAfterTheLimit() {
    Sample sample = new Load(1, 10, Duration.ZERO).run(index -> () -> {});
    assertThat(sample.succeeded()).isZero();
    assertThat(sample.perSecond()).isZero();
  }
}
