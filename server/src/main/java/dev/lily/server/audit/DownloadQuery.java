package dev.lily.server.audit;

import static dev.lily.graph.BadRequests.require;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lily.policy.plugins.PluginQuestion.Kind;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.AskedAsset;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is asked of the downloads. Everything that is named must hold.
 *
 * @param since epoch milliseconds; 0 for all
 */
record DownloadQuery(
    Optional<String> service,
    Optional<String> pluginId,
    Optional<String> document,
    long since,
    int limit)
    implements Predicate<String> {
  private static final int STANDARD_LIMIT = 100;
  private static final List<String> DOCUMENTS =
      Arrays.stream(Kind.values()).map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList();

  static DownloadQuery of(ApiRequest request) {
    Optional<String> document = request.query("document");
    document.ifPresent(
        name ->
            require(
                DOCUMENTS.contains(name),
                "document: one of " + DOCUMENTS + ", not '" + name + "'"));
    return new DownloadQuery(
        request.query("service"),
        request.query("pluginId"),
        document,
        AuditQuery.time(request, "since").orElse(0L),
        AskedAsset.limit(request, "limit", STANDARD_LIMIT));
  }

  @Override
  public boolean test(String line) {
    return line.contains("\"source\":\"" + AuditJson.DOWNLOAD + "\"")
        && AuditQuery.read(line).filter(this::matches).isPresent();
  }

  private boolean matches(JsonNode event) {
    return event.path("source").asText().equals(AuditJson.DOWNLOAD)
        && service.stream().allMatch(event.path("service").asText()::equals)
        && pluginId.stream().allMatch(event.path("pluginId").asText()::equals)
        && document.stream().allMatch(event.path("document").asText()::equals)
        && Instant.parse(event.path("time").asText()).toEpochMilli() >= since;
  }
}
