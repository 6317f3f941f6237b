package dev.lily.server.audit;

import static dev.lily.server.http.ApiHandler.taking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.JsonFaults;
import dev.lily.policy.access.Action;
import dev.lily.policy.audit.AuditTrail;
import dev.lily.policy.audit.DecisionEvent;
import dev.lily.policy.ranger.RangerAuditReader;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Recent decisions and downloads, and those that plug-ins of Ranger report. */
public final class AuditRoutes implements RouteModule {
  private static final int MOST = 10_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Optional<AuditFiles> files;
  private final AuditTrail trail;
  private final RangerAuditReader reader;

  /**
   * Routes.
   *
   * @param files where decisions can be read again; absent where they are not kept in files
   */
  public AuditRoutes(Optional<AuditFiles> files, AuditTrail trail, RangerAuditReader reader) {
    this.files = files;
    this.trail = trail;
    this.reader = reader;
  }

  @Override
  public void register(Routes routes) {
    routes.get(
        "/api/lily/v1/audit/decisions",
        Access.permitted(Action.READ_AUDIT),
        taking(
            this::decisions,
            "principal",
            "resource",
            "policy",
            "decision",
            "source",
            "service",
            "since",
            "until",
            "limit"));
    routes.get(
        "/api/lily/v1/audit/downloads",
        Access.permitted(Action.READ_AUDIT),
        taking(this::downloads, "service", "pluginId", "document", "since", "limit"));
    routes.post(
        "/api/lily/v1/audit/ranger", Access.permitted(Action.REPORT_AUDIT), taking(this::reported));
  }

  private ApiResponse decisions(ApiRequest request) throws IOException {
    AuditQuery query = AuditQuery.of(request);
    return answer(
        "decisions",
        kept().latest(request.context().tenant(), query.since(), query, query.limit()));
  }

  private ApiResponse downloads(ApiRequest request) throws IOException {
    DownloadQuery query = DownloadQuery.of(request);
    return answer(
        "downloads",
        kept().latest(request.context().tenant(), query.since(), query, query.limit()));
  }

  private AuditFiles kept() {
    return files.orElseThrow(
        () ->
            new CatalogException(
                ErrorCode.BAD_REQUEST,
                "decisions and downloads are not kept in files here; see lily.audit.decisions and"
                    + " lily.audit.destination"));
  }

  private static ApiResponse answer(String name, List<String> lines) {
    List<JsonNode> events = lines.stream().flatMap(line -> AuditQuery.read(line).stream()).toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("count", events.size());
    answer.put(name, events);
    return ApiResponse.json(answer);
  }

  /** All of a request, or nothing: a shipper sends what was refused again. */
  private ApiResponse reported(ApiRequest request) {
    List<DecisionEvent> events = new ArrayList<>();
    for (JsonNode event : records(request.body())) {
      events.add(reader.read(request.context(), "/" + events.size(), event));
    }
    events.forEach(
        event -> {
          if (trail.wants(event.verdict() == DecisionEvent.Verdict.DENIED)) {
            trail.add(event);
          }
        });
    return ApiResponse.json(Map.of("accepted", events.size()));
  }

  /** One array, or values one after another. */
  private static List<JsonNode> records(byte[] body) {
    List<JsonNode> records = new ArrayList<>();
    try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(body)) {
      while (values.hasNextValue()) {
        records.add(values.nextValue());
        requireFew(records.size());
      }
    } catch (JsonProcessingException malformed) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "at /"
              + records.size()
              + ": JSON lines or an array is expected: "
              + JsonFaults.reason(malformed),
          malformed);
    } catch (IOException fault) {
      throw new IllegalStateException("bytes in memory cannot be read", fault);
    }
    return records;
  }

  private static void requireFew(int records) {
    if (records > MOST) {
      throw new CatalogException(
          ErrorCode.CONTENT_TOO_LARGE, "at most " + MOST + " records are taken at once");
    }
  }
}
