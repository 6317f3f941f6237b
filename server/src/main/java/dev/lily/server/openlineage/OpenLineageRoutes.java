package dev.lily.server.openlineage;

import dev.lily.notifications.openlineage.BatchResult;
import dev.lily.notifications.openlineage.IngestResult;
import dev.lily.notifications.openlineage.OpenLineageIngest;
import dev.lily.policy.access.Action;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where OpenLineage's HTTP transport sends to: one event, or a batch of them (OpenLineage.yml,
 * {@code /lineage} and {@code /lineage/batch}).
 */
public final class OpenLineageRoutes implements RouteModule {
  private static final Access SENDER = Access.permitted(Action.INGEST_LINEAGE);

  private final OpenLineageIngest ingest;

  public OpenLineageRoutes(OpenLineageIngest ingest) {
    this.ingest = ingest;
  }

  @Override
  public void register(Routes routes) {
    routes.post("/api/v1/lineage", SENDER, this::event);
    routes.post("/api/v1/lineage/batch", SENDER, this::batch);
  }

  private ApiResponse event(ApiRequest request) {
    IngestResult result = ingest.ingest(request.context(), request.body());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("outcome", result.outcome().name());
    answer.put("position", result.position());
    if (!result.reason().isEmpty()) {
      answer.put("reason", result.reason());
    }
    return ApiResponse.json(201, answer);
  }

  private ApiResponse batch(ApiRequest request) {
    BatchResult result = ingest.ingestBatch(request.context(), request.body());
    if (result.failedEvents().isEmpty()) {
      return ApiResponse.noContent();
    }
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("received", result.received());
    summary.put("successful", result.successful());
    summary.put("failed", result.failed());
    summary.put("retriable", result.retriable());
    summary.put("non_retriable", result.nonRetriable());
    List<Map<String, Object>> failed =
        result.failedEvents().stream()
            .map(
                one ->
                    Map.<String, Object>of(
                        "index", one.index(),
                        "reason", one.reason(),
                        "retriable", one.retriable()))
            .toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("status", result.status());
    answer.put("summary", summary);
    answer.put("failed_events", failed);
    return ApiResponse.json(answer);
  }
}
