package dev.lily.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/** Which Ranger plug-ins have fallen behind, in a line. */
final class PluginLine {
  private PluginLine() {}

  /** Absent where all of them are as they should be. */
  static Optional<String> text(JsonNode answer) {
    int behind = 0;
    int silent = 0;
    String worst = "";
    for (JsonNode plugin : answer.path("plugins")) {
      boolean isSilent = plugin.path("state").asText().equals("SILENT");
      if (isSilent) {
        silent++;
      } else if (plugin.path("state").asText().equals("BEHIND")) {
        behind++;
      } else {
        continue;
      }
      if (worst.isEmpty()) {
        worst = described(plugin, isSilent);
      }
    }
    return behind + silent == 0
        ? Optional.empty()
        : Optional.of(
            "%d behind, %d silent of %d; %s"
                .formatted(behind, silent, answer.path("total").asInt(), worst));
  }

  private static String described(JsonNode plugin, boolean silent) {
    String name = plugin.path("pluginId").asText();
    long millis = plugin.path(silent ? "silentMillis" : "behindMillis").asLong();
    return (name.isEmpty() ? plugin.path("address").asText() : name)
        + (silent ? " has not asked for " : " is behind for ")
        + Durations.text(Duration.ofMillis(millis));
  }
}
