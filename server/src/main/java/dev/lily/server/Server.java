package dev.lily.server;

import dev.lily.graph.TenantId;
import dev.lily.server.http.Authorizer;
import dev.lily.server.http.HttpServer;
import dev.lily.server.http.HttpServerOptions;
import dev.lily.server.http.PortInUseException;
import dev.lily.server.http.RequestListener;
import dev.lily.server.http.Route;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import dev.lily.server.identity.IdentityService;
import dev.lily.server.identity.Tenants;
import dev.lily.server.logging.Logging;
import dev.lily.server.logging.RequestLog;
import dev.lily.server.operations.DataFolder;
import dev.lily.server.operations.ExitCode;
import dev.lily.server.operations.Lifecycle;
import dev.lily.server.operations.Metrics;
import dev.lily.server.operations.MetricsRoutes;
import dev.lily.server.operations.OperationsRoutes;
import dev.lily.server.operations.RequestMetrics;
import dev.lily.server.operations.RunningServer;
import dev.lily.server.operations.ServerState;
import dev.lily.server.operations.StartException;
import dev.lily.server.operations.StartListener;
import dev.lily.server.settings.SecuritySettings;
import dev.lily.server.settings.ServerSettings;
import dev.lily.server.settings.Settings;
import dev.lily.server.ui.PageRoutes;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The running process: every part, wired by hand, in the order of its start. */
public final class Server implements RunningServer {
  private final Lifecycle lifecycle;
  private final ServerState state;
  private final List<Route> routes;

  private Server(Lifecycle lifecycle, ServerState state, List<Route> routes) {
    this.lifecycle = lifecycle;
    this.state = state;
    this.routes = routes;
  }

  /**
   * Starts everything; when a part does not start, closes those that did.
   *
   * @param data the data folder
   * @throws StartException what cannot start, why, and what to do
   */
  public static Server start(Settings settings, Path data, StartListener listener) {
    Lifecycle lifecycle = new Lifecycle(listener, settings.server().stopTimeout());
    try {
      return wire(settings, data, lifecycle);
    } catch (StartException e) {
      lifecycle.close();
      throw e;
    }
  }

  @Override
  public ServerState state() {
    return state;
  }

  /** Everything that is answered. */
  List<Route> routes() {
    return routes;
  }

  @Override
  public void close() {
    lifecycle.close();
  }

  private static Server wire(Settings settings, Path data, Lifecycle lifecycle) {
    Clock clock = Clock.systemUTC();
    ServerState starting =
        new ServerState(
            ProcessHandle.current().pid(), Version.current(), clock.instant(), "", 0, false);
    DataFolder folder = lifecycle.start("data folder", () -> DataFolder.open(data, starting));
    lifecycle.start("logs", () -> Logging.start(logs(settings, folder)));
    Metrics metrics = lifecycle.start("metrics", Metrics::new);
    IdentityService identity = lifecycle.start("identity", () -> identity(settings, folder, clock));
    Authorizer authorizer = RoleAuthorizer::permits;

    List<RouteModule> modules =
        List.of(
            new PageRoutes(),
            new OperationsRoutes(lifecycle::health, starting.version()),
            new MetricsRoutes(metrics, settings.server().metricsOnLoopback()),
            identity.routes());
    List<Route> routes = Routes.of(modules);
    RequestListener listener = listener(metrics);
    HttpServer http =
        lifecycle.start(
            "http", () -> http(options(settings.server()), routes, identity, authorizer, listener));
    ServerState ready = starting.listening(settings.server().host(), http.port());
    folder.publish(ready);
    return new Server(lifecycle, ready, routes);
  }

  private static HttpServer http(
      HttpServerOptions options,
      List<Route> routes,
      IdentityService identity,
      Authorizer authorizer,
      RequestListener listener) {
    try {
      return HttpServer.start(options, routes, identity.callers(), authorizer, listener);
    } catch (PortInUseException e) {
      throw new StartException(ExitCode.PORT_IN_USE, e.advice(), e);
    }
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

  private static Logging.Options logs(Settings settings, DataFolder folder) {
    return new Logging.Options(
        folder.folder("logs"),
        settings.log().level().name(),
        settings.log().requests(),
        settings.log().fileBytes(),
        settings.log().files());
  }

  private static IdentityService identity(Settings settings, DataFolder folder, Clock clock) {
    SecuritySettings security = settings.security();
    Tenants tenants =
        new Tenants(
            Set.copyOf(settings.tenants().names()), new TenantId(settings.tenants().standard()));
    return IdentityService.open(
        folder.path().resolve("identity.json"),
        folder.folder("secrets"),
        new IdentityService.Options(
            tenants,
            Optional.of(security.adminPassword()).filter(password -> !password.isEmpty()),
            security.loginCache(),
            security.loginFailures(),
            security.loginPause(),
            security.apiKeyLife()),
        new SecureRandom(),
        clock);
  }
}
