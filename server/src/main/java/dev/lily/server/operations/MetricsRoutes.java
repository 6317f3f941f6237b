package dev.lily.server.operations;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.Set;

/**
 * {@code GET /metrics}: of the whole process, so for those who may read them in the standard
 * tenant, whose admins operate it; or without identity on loopback where allowed.
 */
public final class MetricsRoutes implements RouteModule {
  private static final Set<String> LOOPBACK =
      Set.of("127.0.0.1", "[::1]", "::1", "0:0:0:0:0:0:0:1");

  private final Metrics metrics;
  private final Operators operators;
  private final boolean openOnLoopback;

  /**
   * Routes.
   *
   * @param operators who operate the process
   */
  public MetricsRoutes(Metrics metrics, Operators operators, boolean openOnLoopback) {
    this.metrics = metrics;
    this.operators = operators;
    this.openOnLoopback = openOnLoopback;
  }

  @Override
  public void register(Routes routes) {
    Access access = openOnLoopback ? Access.open() : Access.signedIn();
    routes.get("/metrics", access, this::metrics);
  }

  private ApiResponse metrics(ApiRequest request) {
    boolean identified = !request.context().principal().roles().isEmpty();
    if (identified) {
      operators.require(request, "metrics");
    } else if (!LOOPBACK.contains(request.address())) {
      throw new CatalogException(
          ErrorCode.UNAUTHENTICATED, "metrics are open on this machine only; identity is required");
    }
    return ApiResponse.text(Metrics.contentType(), metrics.text());
  }
}
