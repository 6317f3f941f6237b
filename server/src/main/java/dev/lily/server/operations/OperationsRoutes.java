package dev.lily.server.operations;

import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Health for probes, which have no identity: they learn a status and nothing else; who signs in
 * also learns how each part is. Atlas's {@code admin/status} is what its clients ask before work.
 */
public final class OperationsRoutes implements RouteModule {
  private final Supplier<List<ComponentHealth>> health;
  private final String version;

  public OperationsRoutes(Supplier<List<ComponentHealth>> health, String version) {
    this.health = health;
    this.version = version;
  }

  @Override
  public void register(Routes routes) {
    routes
        .get("/api/lily/v1/health/live", Access.open(), request -> status(200, "live"))
        .get("/api/lily/v1/health/ready", Access.open(), this::ready)
        .get("/api/atlas/admin/status", Access.open(), request -> atlasStatus())
        .get("/api/atlas/admin/version", Access.signedIn(), request -> atlasVersion());
  }

  private ApiResponse ready(ApiRequest request) {
    List<ComponentHealth> components = health.get();
    boolean ready = isReady(components);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", ready ? "ready" : "unready");
    if (!request.context().principal().roles().isEmpty()) {
      body.put("version", version);
      body.put("components", components);
    }
    return ApiResponse.json(ready ? 200 : 503, body);
  }

  private ApiResponse atlasStatus() {
    return ApiResponse.json(Map.of("Status", isReady(health.get()) ? "ACTIVE" : "PASSIVE"));
  }

  private ApiResponse atlasVersion() {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("Version", version);
    body.put("Name", "lily");
    body.put("Description", "Lily, a metadata catalog that speaks the Apache Atlas v2 API");
    return ApiResponse.json(body);
  }

  private static ApiResponse status(int status, String text) {
    return ApiResponse.json(status, Map.of("status", text));
  }

  private static boolean isReady(List<ComponentHealth> components) {
    return components.stream().allMatch(ComponentHealth::ready);
  }
}
