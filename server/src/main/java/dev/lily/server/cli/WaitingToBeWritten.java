package dev.lily.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What the server has yet to write of what propagates. */
final class WaitingToBeWritten {
  private WaitingToBeWritten() {}

  /** Empty where nothing waits. */
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
