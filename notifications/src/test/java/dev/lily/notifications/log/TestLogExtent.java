package dev.lily.notifications.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class TestLogExtent {
  private final LogExtent extent =
      new LogExtent("id", Map.of(0, 10L, 1, 0L), Map.of(0, 20L, 1, 5L));

  @Test
  void readingGoesOnWhereTheLogStillHasIt() {
    assertThat(extent.gapAt(Map.of(0, 10L, 1, 0L))).isEmpty();
    assertThat(extent.gapAt(Map.of(0, 20L, 1, 5L))).isEmpty();
    assertThat(extent.gapAt(Map.of(0, 10L))).isEmpty();
  }

  @Test
  void saysWhatIsGone() {
    assertThat(extent.gapAt(Map.of(0, 9L, 1, 0L)))
        .contains("the change log no longer has offset 9 of partition 0");
    assertThat(extent.gapAt(Map.of(1, 0L)))
        .contains("the change log no longer has offset 0 of partition 0");
    assertThat(extent.gapAt(Map.of(0, 10L, 1, 6L)))
        .contains("the change log does not reach offset 6 of partition 1");
    assertThat(extent.gapAt(Map.of(0, 10L, 1, 0L, 2, 0L)))
        .contains("the change log has fewer partitions");
  }
}
