package dev.lily.notifications.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.notifications.log.ConsumedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TestGivesWay {
  private final List<List<ConsumedEvent>> given = new ArrayList<>();

  @Test
  void waitsUntilNothingUrgentIsLeft() {
    AtomicInteger left = new AtomicInteger(3);
    new GivesWay(given::add, () -> left.getAndDecrement() > 0, Duration.ofDays(1))
        .handle(List.of());
    assertThat(left).hasValue(-1);
    assertThat(given).hasSize(1);
  }

  @Test
  void doesNotWaitForEver() {
    new GivesWay(given::add, () -> true, Duration.ofMillis(1)).handle(List.of());
    assertThat(given).hasSize(1);
  }
}
