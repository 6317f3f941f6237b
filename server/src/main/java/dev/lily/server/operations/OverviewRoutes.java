package dev.lily.server.operations;

import static dev.lily.server.http.ApiHandler.taking;

import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.Map;
import java.util.function.Supplier;

/**
 * {@code GET /api/lily/v1/operations}: how the process is, for people rather than for Prometheus.
 */
public final class OverviewRoutes implements RouteModule {
  private final Supplier<Map<String, Object>> overview;
  private final Operators operators;

  public OverviewRoutes(Supplier<Map<String, Object>> overview, Operators operators) {
    this.overview = overview;
    this.operators = operators;
  }

  @Override
  public void register(Routes routes) {
    routes.get("/api/lily/v1/operations", Access.signedIn(), taking(this::operations));
  }

  private ApiResponse operations(ApiRequest request) {
    operators.require(request, "operations");
    return ApiResponse.json(overview.get());
  }
}
