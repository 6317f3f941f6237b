package dev.lily.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestRareWarning {
  private Instant now = Instant.EPOCH;
  private final List<Long> counts = new ArrayList<>();
  private final RareWarning warning =
      new RareWarning(
          new Clock() {
            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }

            @Override
            public Instant instant() {
              return now;
            }
          },
          (count, fault) -> counts.add(count));

  @Test
  void theFirstAtOnceThenOneAMinute() {
    for (int second = 0; second < 121; second++) {
      warning.add(new IllegalStateException("broken"));
      now = now.plusSeconds(1);
    }
    assertThat(counts).containsExactly(1L, 60L, 60L);
  }
}
