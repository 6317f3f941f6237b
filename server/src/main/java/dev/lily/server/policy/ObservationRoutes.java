package dev.lily.server.policy;

import static dev.lily.server.http.ApiHandler.taking;

import dev.lily.policy.Observation;
import dev.lily.policy.Observations;
import dev.lily.policy.Policy;
import dev.lily.policy.access.Action;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.AskedAsset;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a monitored policy would have changed in the answers to the engines. It tells who asked for
 * what, by names that rules may hide, so it is read by whom the audit is.
 */
public final class ObservationRoutes implements RouteModule {
  private static final int STANDARD_LIMIT = 100;

  private final PolicyEditor editor;
  private final Observations observations;

  public ObservationRoutes(PolicyEditor editor, Observations observations) {
    this.editor = editor;
    this.observations = observations;
  }

  @Override
  public void register(Routes routes) {
    routes.get(
        "/api/lily/v1/policies/{id}/observations",
        Access.permitted(Action.READ_AUDIT),
        taking(this::observed, "limit"));
  }

  private ApiResponse observed(ApiRequest request) {
    Policy policy = editor.find(request.context(), PolicyRoutes.id(request));
    int limit = AskedAsset.limit(request, "limit", STANDARD_LIMIT);
    Observations.Seen seen = observations.of(request.context().tenant(), policy);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", policy.id());
    answer.put("name", policy.name());
    answer.put("mode", policy.mode());
    answer.put("version", seen.version());
    answer.put("since", Instant.ofEpochMilli(seen.since()));
    answer.put("total", seen.total());
    answer.put("others", seen.others());
    answer.put("distinct", seen.observations().size());
    answer.put(
        "observations",
        seen.observations().stream().limit(limit).map(ObservationRoutes::json).toList());
    return ApiResponse.json(answer);
  }

  private static Map<String, Object> json(Observation one) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("user", one.user());
    answer.put("service", one.service());
    answer.put("resource", one.resource());
    answer.put("outcome", one.outcome());
    answer.put("count", one.count());
    answer.put("firstSeen", Instant.ofEpochMilli(one.firstSeen()));
    answer.put("lastSeen", Instant.ofEpochMilli(one.lastSeen()));
    return answer;
  }
}
