package dev.lily.server;

import dev.lily.graph.gremlin.GremlinEndpoint;
import dev.lily.graph.gremlin.GremlinOptions;
import dev.lily.graph.sight.GuardedCatalog;
import dev.lily.policy.access.Authorizer;
import dev.lily.server.gremlin.IdentifiedCallers;
import dev.lily.server.gremlin.QueryReports;
import dev.lily.server.http.HttpServer;
import dev.lily.server.http.HttpServerOptions;
import dev.lily.server.http.PortInUseException;
import dev.lily.server.http.RequestListener;
import dev.lily.server.http.Route;
import dev.lily.server.identity.IdentityService;
import dev.lily.server.logging.RequestLog;
import dev.lily.server.operations.ExitCode;
import dev.lily.server.operations.Metrics;
import dev.lily.server.operations.RequestMetrics;
import dev.lily.server.operations.StartException;
import dev.lily.server.settings.GremlinSettings;
import dev.lily.server.settings.ServerSettings;
import dev.lily.server.settings.Settings;
import java.util.List;

/** The ports that listen: HTTP, and Gremlin over WebSocket. */
final class Ports {
  private Ports() {}

  /**
   * Refuses to go on where somebody else listens, before anything else has begun.
   *
   * @throws StartException what to do
   */
  static void requireFreePort(ServerSettings settings) {
    try {
      HttpServer.requireFree(settings.host(), settings.port());
    } catch (PortInUseException e) {
      throw new StartException(ExitCode.PORT_IN_USE, e.advice(), e);
    }
  }

  /**
   * Listens.
   *
   * @throws StartException where the port is taken
   */
  static HttpServer http(
      ServerSettings settings,
      List<Route> routes,
      IdentityService identity,
      Authorizer authorizer,
      Metrics metrics) {
    try {
      return HttpServer.start(
          options(settings), routes, identity.callers(), authorizer, listener(metrics));
    } catch (PortInUseException e) {
      throw new StartException(ExitCode.PORT_IN_USE, e.advice(), e);
    }
  }

  /** Listens for Gremlin over WebSocket. */
  static GremlinEndpoint gremlin(
      Settings settings,
      GuardedCatalog catalog,
      IdentityService identity,
      Authorizer authorizer,
      Metrics metrics) {
    GremlinSettings gremlin = settings.gremlin();
    return GremlinEndpoint.start(
        new GremlinOptions(
            settings.server().host(),
            gremlin.port(),
            gremlin.timeout(),
            Math.toIntExact(gremlin.maxRequestBytes()),
            gremlin.batch(),
            gremlin.maxRows(),
            gremlin.maxConcurrent()),
        catalog::traversal,
        new IdentifiedCallers(identity.callers(), authorizer),
        new QueryReports(metrics, new RequestLog()));
  }

  private static HttpServerOptions options(ServerSettings settings) {
    return new HttpServerOptions(
        settings.host(),
        settings.port(),
        settings.maxThreads(),
        Math.toIntExact(settings.maxRequestBytes()),
        settings.stopTimeout());
  }

  private static RequestListener listener(Metrics metrics) {
    RequestMetrics measured = new RequestMetrics(metrics);
    RequestLog logged = new RequestLog();
    return request -> {
      measured.answered(request);
      logged.answered(request);
    };
  }
}
