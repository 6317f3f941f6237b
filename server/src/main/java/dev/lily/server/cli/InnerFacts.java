package dev.lily.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.server.operations.ServerState;
import dev.lily.server.operations.StartException;
import dev.lily.server.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the server tells of itself to whoever may read the data folder. */
final class InnerFacts {
  private static final String PROPAGATION = "/api/lily/v1/propagation/status";
  private static final String ENFORCEMENT = "/api/lily/v1/enforcement";
  private static final String HEALTH = "/api/lily/v1/health/ready";

  private InnerFacts() {}

  /** What it tells; nothing where it does not know us. */
  static Map<String, String> of(Settings settings, Path data, ServerState server) {
    Map<String, String> facts = new LinkedHashMap<>();
    try {
      LocalClient admin =
          LocalClient.user(server.url(), "admin", AdminLogin.password(settings, data));
      JsonNode health = json(admin, HEALTH);
      heap(health).ifPresent(heap -> facts.put("heap", heap));
      detail(health, "audit")
          .filter(detail -> detail.startsWith("WARNING"))
          .ifPresent(lost -> facts.put("audit", lost));
      WaitingToBeWritten.text(json(admin, PROPAGATION), Instant.now())
          .ifPresent(waiting -> facts.put("propagation", waiting));
      facts.putAll(EnforcementFacts.of(json(admin, ENFORCEMENT)));
    } catch (IOException | StartException silent) {
      return facts;
    }
    return facts;
  }

  static Optional<String> heap(JsonNode health) {
    return detail(health, "heap");
  }

  private static Optional<String> detail(JsonNode health, String part) {
    for (JsonNode component : health.path("components")) {
      if (component.path("name").asText().equals(part)) {
        return Optional.of(component.path("detail").asText());
      }
    }
    return Optional.empty();
  }

  private static JsonNode json(LocalClient admin, String path) throws IOException {
    LocalClient.Answer answer = admin.get(path);
    return new ObjectMapper().readTree(answer.status() == 200 ? answer.body() : "{}");
  }
}
