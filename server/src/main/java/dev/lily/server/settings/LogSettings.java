package dev.lily.server.settings;

/** Logs in the data folder. */
public record LogSettings(
    @Setting(value = "Least severe line written to lily.log", initially = "info") Level level,
    @Setting(value = "One line per request in requests.log", initially = "true") boolean requests,
    @Setting(value = "Size at which a log file is rotated", initially = "50MB", min = 65_536)
        long fileBytes,
    @Setting(value = "Rotated files kept of each log", initially = "5", min = 1, max = 20)
        int files) {

  /** Severity. */
  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG
  }
}
