package dev.lily.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.server.operations.ServerState;
import dev.lily.server.operations.StartException;
import dev.lily.server.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What the server has yet to write of what propagates, for whoever may read the data folder. */
final class WaitingToBeWritten {
  private WaitingToBeWritten() {}

  /** Empty where nothing waits, or the server does not tell us. */
  static Optional<String> of(Settings settings, Path data, ServerState server) {
    try {
      LocalClient.Answer answer =
          LocalClient.user(server.url(), "admin", AdminLogin.password(settings, data))
              .get("/api/lily/v1/propagation/status");
      return answer.status() == 200
          ? text(new ObjectMapper().readTree(answer.body()), Instant.now())
          : Optional.empty();
    } catch (IOException | StartException silent) {
      return Optional.empty();
    }
  }

  static Optional<String> text(JsonNode status, Instant now) {
    long waiting = status.path("waiting").asLong();
    if (waiting == 0) {
      return Optional.empty();
    }
    String assets = String.format(Locale.ROOT, "%,d assets to be written", waiting);
    Optional<Duration> left =
        Optional.of(status.path("eta").asLong())
            .filter(eta -> eta > now.toEpochMilli())
            .map(eta -> Duration.between(now, Instant.ofEpochMilli(eta)));
    return Optional.of(
        left.map(time -> assets + ", about " + Durations.text(time) + " left").orElse(assets));
  }
}
