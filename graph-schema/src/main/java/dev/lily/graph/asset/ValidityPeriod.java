package dev.lily.graph.asset;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * When a classification holds, as Atlas writes it: {@code yyyy/MM/dd HH:mm:ss} or empty for open
 * ends, in the given IANA time zone (empty: UTC).
 */
public record ValidityPeriod(String startTime, String endTime, String timeZone) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss");

  public ValidityPeriod {
    startTime = startTime == null ? "" : startTime;
    endTime = endTime == null ? "" : endTime;
    timeZone = timeZone == null ? "" : timeZone;
  }

  /** Whether it is neither before the start nor after the end; a malformed period always holds. */
  public boolean holdsAt(Instant time) {
    return compare(time) == 0;
  }

  /** Whether it does not hold any more. */
  public boolean endedBefore(Instant time) {
    return compare(time) > 0;
  }

  /** Negative for a time before the period, positive for one after it. */
  private int compare(Instant time) {
    try {
      ZoneId zone = timeZone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(timeZone, ZoneId.SHORT_IDS);
      LocalDateTime local = LocalDateTime.ofInstant(time, zone);
      if (!startTime.isEmpty() && local.isBefore(LocalDateTime.parse(startTime, TIME))) {
        return -1;
      }
      return !endTime.isEmpty() && local.isAfter(LocalDateTime.parse(endTime, TIME)) ? 1 : 0;
    } catch (DateTimeException malformed) {
      return 0;
    }
  }
}
