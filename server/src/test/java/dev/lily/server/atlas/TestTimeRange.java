package dev.lily.server.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestTimeRange {
  private static final LocalDate TODAY = LocalDate.of(2024, 3, 31);

  @ParameterizedTest
  @CsvSource({
    "TODAY,2024-03-31,2024-03-31",
    "yesterday,2024-03-30,2024-03-30",
    "LAST_7_DAYS,2024-03-25,2024-03-31",
    "LAST_30_DAYS,2024-03-02,2024-03-31",
    "THIS_MONTH,2024-03-01,2024-03-31",
    "LAST_MONTH,2024-02-01,2024-02-29",
    "THIS_QUARTER,2024-01-01,2024-03-31",
    "LAST_QUARTER,2023-10-01,2023-12-31",
    "THIS_YEAR,2024-01-01,2024-12-31",
    "LAST_YEAR,2023-01-01,2023-12-31",
    "LAST_3_MONTHS,2023-12-01,2024-02-29",
    "LAST_6_MONTHS,2023-09-01,2024-02-29",
    "LAST_12_MONTHS,2023-03-01,2024-02-29",
  })
  void namesDays(String name, LocalDate first, LocalDate last) {
    assertThat(TimeRange.of(name, TODAY)).contains(new TimeRange(first, last));
    assertThat(TimeRange.NAMES.split(", ")).contains(name.toUpperCase(java.util.Locale.ROOT));
  }

  @Test
  void endsWithTheLastMillisecondOfItsLastDay() {
    assertThat(new TimeRange(LocalDate.EPOCH, LocalDate.EPOCH).operand()).isEqualTo("0,86399999");
    assertThat(TimeRange.of("LAST_WEEK", TODAY)).isEmpty();
  }
}
