package dev.lily.server.operations;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.Set;

/** {@code GET /metrics}: for anybody with an identity, or without on loopback where allowed. */
public final class MetricsRoutes implements RouteModule {
  private static final Set<String> LOOPBACK =
      Set.of("127.0.0.1", "[::1]", "::1", "0:0:0:0:0:0:0:1");

  private final Metrics metrics;
  private final boolean openOnLoopback;

  public MetricsRoutes(Metrics metrics, boolean openOnLoopback) {
    this.metrics = metrics;
    this.openOnLoopback = openOnLoopback;
  }

  @Override
  public void register(Routes routes) {
    Access access = openOnLoopback ? Access.open() : Access.signedIn();
    routes.get("/metrics", access, this::metrics);
  }

  private ApiResponse metrics(ApiRequest request) {
    boolean identified = !request.context().principal().roles().isEmpty();
    if (!identified && !LOOPBACK.contains(request.address())) {
      throw new CatalogException(
          ErrorCode.UNAUTHENTICATED, "metrics are open on this machine only; identity is required");
    }
    return ApiResponse.text(Metrics.contentType(), metrics.text());
  }
}
