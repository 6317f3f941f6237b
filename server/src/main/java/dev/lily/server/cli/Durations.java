package dev.lily.server.cli;

import java.time.Duration;
import java.util.Locale;

/** Durations as people say them. */
final class Durations {
  private Durations() {}

  static String text(Duration duration) {
    long seconds = duration.toSeconds();
    if (duration.toMillis() < 1000) {
      return duration.toMillis() + " ms";
    } else if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    } else if (seconds < 60) {
      return seconds + " s";
    } else if (seconds < 3600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    } else if (seconds < 86_400) {
      return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
    return seconds / 86_400 + " d " + seconds % 86_400 / 3600 + " h";
  }
}
