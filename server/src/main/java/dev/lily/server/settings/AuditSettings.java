package dev.lily.server.settings;

import java.time.Duration;

/** Which decisions are kept, and where. */
public record AuditSettings(
    @Setting(
            value = "Decisions that are kept: none, some and every denial, or all",
            initially = "full")
        Decisions decisions,
    @Setting(
            value = "Questions of a hundred that are kept, besides denials, where some are",
            initially = "10",
            min = 1,
            max = 100)
        int samplePercent,
    @Setting(
            value = "Where they go: files in the data folder, the topic lily.audit, or both",
            initially = "file")
        Destination destination,
    @Setting(
            value = "Most decisions that wait to be written; further ones are dropped and counted",
            initially = "10000",
            min = 100,
            max = 1_000_000)
        int queue,
    @Setting(
            value = "Size at which a tenant's file is rotated; it is daily too",
            initially = "50MB",
            min = 65_536)
        long fileBytes,
    @Setting(value = "Files kept of each tenant", initially = "10", min = 1, max = 1_000) int files,
    @Setting(
            value = "How long files and the topic are kept at most",
            initially = "30d",
            min = 60_000)
        Duration retention,
    @Setting(
            value = "Characters kept of a statement that a plug-in reports; 0 keeps none",
            initially = "0",
            max = 100_000)
        int sqlCharacters) {

  /** How many decisions. */
  public enum Decisions {
    OFF,
    SAMPLED,
    FULL
  }

  /** Places. */
  public enum Destination {
    FILE,
    KAFKA,
    BOTH
  }
}
