package dev.lily.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says of the engines what an operator should know. */
final class EnforcementFacts {
  private static final int NAMED = 10;

  private EnforcementFacts() {}

  /** Who does not follow, and what the canary measured; empty where all is well and none sings. */
  static Map<String, String> of(JsonNode enforcement) {
    List<String> troubles = new ArrayList<>();
    List<String> measured = new ArrayList<>();
    for (JsonNode service : enforcement.path("services")) {
      String name = service.path("service").asText();
      service.path("doors").forEach(door -> trouble(troubles, name, door));
      service.path("canary").forEach(one -> measured.add(canary(name, one)));
    }
    Map<String, String> facts = new LinkedHashMap<>();
    if (!troubles.isEmpty()) {
      facts.put("engines", text(troubles));
    }
    if (!measured.isEmpty()) {
      facts.put("canary", String.join(", ", measured));
    }
    return facts;
  }

  private static void trouble(List<String> troubles, String service, JsonNode door) {
    String state = door.path("state").asText();
    if (state.equals("BEHIND") || state.equals("SILENT")) {
      String since = state.equals("SILENT") ? "silentMillis" : "lagMillis";
      Duration duration = Duration.ofMillis(door.path(since).asLong());
      String detail = door.path("detail").asText();
      troubles.add(
          who(service, door)
              + " is "
              + state.toLowerCase(Locale.ROOT)
              + (duration.isZero() ? "" : " for " + Durations.text(duration))
              + (detail.isEmpty() ? "" : " (" + detail + ")"));
    }
  }

  /** At most ten by name: a line is not a list. */
  private static String text(List<String> troubles) {
    int more = troubles.size() - NAMED;
    return "WARNING: "
        + String.join("; ", troubles.subList(0, Math.min(NAMED, troubles.size())))
        + (more > 0 ? "; and " + more + " more" : "");
  }

  private static String canary(String service, JsonNode one) {
    String seconds = String.format(Locale.ROOT, "%.2f s", one.path("seconds").asDouble());
    return who(service, one) + (one.path("failed").asBoolean() ? " FAILED after " : " ") + seconds;
  }

  private static String who(String service, JsonNode door) {
    String instance = door.path("instance").asText();
    return instance.isEmpty()
        ? service + ' ' + door.path("door").asText().toLowerCase(Locale.ROOT)
        : service + ' ' + instance;
  }
}
