package dev.lily.graph.type;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/** Dates as texts: epoch milliseconds, or ISO-8601 (UTC where no offset is given). */
final class Dates {
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendPattern("[XXX][XX]")
          .optionalEnd()
          .optionalEnd()
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT);

  private Dates() {}

  /** Epoch milliseconds; null where the text is no date. */
  static @Nullable Long parse(String text) {
    try {
      return isInteger(text) ? (Long) Long.parseLong(text) : (Long) parseIso(text);
    } catch (NumberFormatException | DateTimeException | ArithmeticException malformed) {
      return null;
    }
  }

  private static boolean isInteger(String text) {
    for (int i = text.startsWith("-") ? 1 : 0; i < text.length(); i++) {
      if (!Character.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static long parseIso(String text) {
    TemporalAccessor date =
        ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    if (date instanceof OffsetDateTime offset) {
      return offset.toInstant().toEpochMilli();
    }
    LocalDateTime local =
        date instanceof LocalDate day ? day.atStartOfDay() : LocalDateTime.from(date);
    return local.toInstant(ZoneOffset.UTC).toEpochMilli();
  }
}
