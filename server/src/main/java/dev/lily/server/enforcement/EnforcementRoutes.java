package dev.lily.server.enforcement;

import static dev.lily.server.http.ApiHandler.taking;

import dev.lily.graph.TenantId;
import dev.lily.policy.access.Action;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.ServiceType;
import dev.lily.policy.plugins.EngineState;
import dev.lily.policy.plugins.PluginQuestion.Kind;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How far the engines of a tenant are. */
public final class EnforcementRoutes implements RouteModule {
  private final Enforcement enforcement;
  private final Canaries canaries;

  public EnforcementRoutes(Enforcement enforcement, Canaries canaries) {
    this.enforcement = enforcement;
    this.canaries = canaries;
  }

  @Override
  public void register(Routes routes) {
    routes.get(
        "/api/lily/v1/enforcement",
        Access.permitted(Action.READ_POLICY),
        taking(this::enforcement));
  }

  private ApiResponse enforcement(ApiRequest request) {
    TenantId tenant = request.context().tenant();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("position", enforcement.position());
    answer.put(
        "services",
        enforcement.services(tenant).stream().map(service -> service(tenant, service)).toList());
    return ApiResponse.json(answer);
  }

  private Map<String, Object> service(TenantId tenant, EngineService service) {
    List<Standing> standings = enforcement.of(tenant, service);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("service", service.name());
    answer.put("type", service.type());
    answer.put("state", worst(standings));
    answer.put("tagVersion", enforcement.current(tenant, service.name(), Kind.TAGS));
    if (service.type() != ServiceType.POSTGRESQL) {
      answer.put("policyVersion", enforcement.current(tenant, service.name(), Kind.POLICIES));
    }
    answer.put("doors", standings.stream().map(Standing::json).toList());
    List<Map<String, Object>> measured = canary(tenant, service);
    if (!measured.isEmpty()) {
      answer.put("canary", measured);
    }
    return answer;
  }

  private List<Map<String, Object>> canary(TenantId tenant, EngineService service) {
    List<Map<String, Object>> measured = new ArrayList<>();
    canaries
        .of(tenant)
        .forEach(
            (place, result) -> {
              if (place.service().equals(service.name())) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("door", place.door());
                if (!place.instance().isEmpty()) {
                  one.put("instance", place.instance());
                }
                one.put("seconds", result.seconds());
                one.put("failed", result.failed());
                one.put("time", Instant.ofEpochMilli(result.time()));
                measured.add(one);
              }
            });
    return measured;
  }

  static EngineState worst(List<Standing> standings) {
    return standings.stream()
        .map(Standing::state)
        .max(Comparator.naturalOrder())
        .orElse(EngineState.NEVER_SEEN);
  }
}
