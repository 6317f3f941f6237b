package dev.lily.graph.asset;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What periods are well formed; the same faults as Atlas's AtlasClassificationType. */
public final class ValidityRules {
  private static final String FORMAT = "yyyy/MM/dd HH:mm:ss";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

  private ValidityRules() {}

  /**
   * Checks the periods of a classification.
   *
   * @throws CatalogException as {@link #check(String, ValidityPeriod)} does
   */
  public static void check(String classification, List<ValidityPeriod> periods) {
    for (int i = 0; i < periods.size(); i++) {
      check(classification + ".validityPeriods[" + i + "]", periods.get(i));
    }
  }

  /**
   * Checks one period.
   *
   * @param path where it was sent
   * @throws CatalogException with the field, its value and the form that is meant
   */
  public static void check(String path, ValidityPeriod period) {
    checkZone(path, period.timeZone());
    LocalDateTime start =
        time(path, "startTime", period.startTime(), ErrorCode.INVALID_TIMEBOUNDRY_START_TIME);
    LocalDateTime end =
        time(path, "endTime", period.endTime(), ErrorCode.INVALID_TIMEBOUNDRY_END_TIME);
    if (start != null && end != null && end.isBefore(start)) {
      throw new CatalogException(
          ErrorCode.INVALID_TIMEBOUNDRY_DATERANGE,
          "Invalid dateRange: %s.startTime %s must be before endTime %s"
              .formatted(path, period.startTime(), period.endTime()));
    }
  }

  private static void checkZone(String path, String zone) {
    try {
      if (!zone.isEmpty()) {
        ZoneId.of(zone, ZoneId.SHORT_IDS);
      }
    } catch (DateTimeException unknown) {
      throw new CatalogException(
          ErrorCode.INVALID_TIMEBOUNDRY_TIMEZONE,
          "Invalid timezone '%s' (%s.timeZone); send a name such as Europe/Rome, or none for UTC"
              .formatted(zone, path),
          unknown);
    }
  }

  /** Null for an open end. */
  private static @Nullable LocalDateTime time(
      String path, String field, String text, ErrorCode code) {
    try {
      return text.isEmpty() ? null : LocalDateTime.parse(text, TIME);
    } catch (DateTimeException malformed) {
      throw new CatalogException(
          code,
          "Invalid %s '%s' (%s.%s); the format is %s".formatted(field, text, path, field, FORMAT),
          malformed);
    }
  }
}
