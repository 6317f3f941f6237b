package dev.lily.server.atlas;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/**
 * A range of time as Atlas's clients name it; days and months are those of UTC.
 *
 * @param first the first day
 * @param last the last day, which is part of it
 */
record TimeRange(LocalDate first, LocalDate last) {
  /** All names, for refusals. */
  static final String NAMES =
      "TODAY, YESTERDAY, LAST_7_DAYS, LAST_30_DAYS, THIS_MONTH, LAST_MONTH, THIS_QUARTER,"
          + " LAST_QUARTER, THIS_YEAR, LAST_YEAR, LAST_3_MONTHS, LAST_6_MONTHS, LAST_12_MONTHS";

  /** The range of that name, in any case; empty where there is none. */
  static Optional<TimeRange> of(String name, LocalDate today) {
    LocalDate month = today.withDayOfMonth(1);
    LocalDate quarter = month.minusMonths((today.getMonthValue() - 1) % 3);
    LocalDate year = today.withDayOfYear(1);
    return Optional.ofNullable(
        switch (name.toUpperCase(Locale.ROOT)) {
          case "TODAY" -> new TimeRange(today, today);
          case "YESTERDAY" -> new TimeRange(today.minusDays(1), today.minusDays(1));
          case "LAST_7_DAYS" -> new TimeRange(today.minusDays(6), today);
          case "LAST_30_DAYS" -> new TimeRange(today.minusDays(29), today);
          case "THIS_MONTH" -> months(month, 1);
          case "LAST_MONTH" -> months(month.minusMonths(1), 1);
          case "LAST_3_MONTHS" -> months(month.minusMonths(3), 3);
          case "LAST_6_MONTHS" -> months(month.minusMonths(6), 6);
          case "LAST_12_MONTHS" -> months(month.minusMonths(12), 12);
          case "THIS_QUARTER" -> months(quarter, 3);
          case "LAST_QUARTER" -> months(quarter.minusMonths(3), 3);
          case "THIS_YEAR" -> months(year, 12);
          case "LAST_YEAR" -> months(year.minusYears(1), 12);
          default -> null;
        });
  }

  private static TimeRange months(LocalDate first, int count) {
    return new TimeRange(first, first.plusMonths(count).minusDays(1));
  }

  /** Both ends in epoch milliseconds, as the operand of a comparison. */
  String operand() {
    return millis(first) + "," + (millis(last.plusDays(1)) - 1);
  }

  private static long millis(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }
}
