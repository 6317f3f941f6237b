package dev.lily.server.http;

import dev.lily.graph.RequestContext;
import dev.lily.policy.access.Authorizer;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves routes over HTTP until closed. */
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
  private static final int COMPRESSED_FROM_BYTES = 4096;
  private static final long IDLE_AT_STOP_MILLIS = 100;

  private final Javalin javalin;

  private HttpServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /**
   * Listens and answers.
   *
   * @throws PortInUseException when another process has the port
   */
  public static HttpServer start(
      HttpServerOptions options,
      List<Route> routes,
      Callers callers,
      Authorizer authorizer,
      RequestListener listener) {
    Exchange exchange =
        new Exchange(callers, authorizer, new RequestBody(options.maxRequestBytes()), new Json());
    Javalin javalin =
        Javalin.create(
            config -> {
              listen(config, options);
              routes.forEach(route -> add(config, route, exchange));
              config.routes.before(exchange::begin);
              config.routes.exception(Exception.class, (fault, http) -> exchange.fail(http, fault));
              config.routes.exception(
                  HttpResponseException.class, (fault, http) -> exchange.fail(http, fault));
              config.requestLogger.http(
                  (http, millis) -> listener.answered(answered(http, millis)));
            });
    try {
      return new HttpServer(javalin.start());
    } catch (JavalinBindException e) {
      throw taken(options.host(), options.port(), e);
    }
  }

  /**
   * Tries the port before everything else is started for nothing.
   *
   * @throws PortInUseException when another process has the port
   */
  public static void requireFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw taken(host, port, e);
    }
  }

  private static PortInUseException taken(String host, int port, Exception cause) {
    return new PortInUseException(
        "port %d of %s is in use or not ours to open; stop what listens there, or set another"
                .formatted(port, host)
            + " lily.server.port",
        cause);
  }

  /** The port in use, also when any free one was asked for. */
  public int port() {
    return javalin.port();
  }

  /** Lets requests in flight finish, then stops. */
  @Override
  public void close() {
    javalin.stop();
  }

  private static void add(JavalinConfig config, Route route, Exchange exchange) {
    config.routes.addHttpHandler(
        HandlerType.findOrCreate(route.method().name()),
        route.path(),
        http -> exchange.handle(route, http));
  }

  private static void listen(JavalinConfig config, HttpServerOptions options) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.compressionStrategy = compression();
    config.router.ignoreTrailingSlashes = true;
    config.router.treatMultipleSlashesAsSingleSlash = true;
    config.router.javaLangErrorHandler(HttpServer::broken);
    config.jetty.threadPool = new QueuedThreadPool(options.maxThreads(), 8, 60_000);
    config.jetty.modifyServer(
        server -> {
          server.setStopTimeout(options.stopTimeout().toMillis());
          server.setErrorHandler(new EarlyErrors());
        });
    config.jetty.addConnector((server, http) -> connector(server, http, options));
    config.jetty.modifyHttpConfiguration(HttpServer::tolerate);
    config.jetty.modifyServletContextHandler(
        handler -> handler.getServletHandler().setDecodeAmbiguousURIs(true));
  }

  /** An Error, like no memory: nothing is rendered that might need what is missing. */
  private static void broken(HttpServletResponse response, Error fault) {
    LOG.error("a request broke", fault);
    response.setStatus(500);
  }

  /** At a stop, connections that nobody uses are not waited for. */
  private static ServerConnector connector(
      Server server, HttpConfiguration http, HttpServerOptions options) {
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(options.host());
    connector.setPort(options.port());
    connector.setShutdownIdleTimeout(IDLE_AT_STOP_MILLIS);
    return connector;
  }

  /** Atlas clients send paths like {@code v2//types}, which Jetty refuses on its own. */
  private static void tolerate(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setUriCompliance(
        UriCompliance.DEFAULT.with("LILY", UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT));
  }

  private static CompressionStrategy compression() {
    CompressionStrategy strategy = new CompressionStrategy(null, new Gzip(4), null);
    strategy.setDefaultMinSizeForCompression(COMPRESSED_FROM_BYTES);
    return strategy;
  }

  private static AnsweredRequest answered(Context http, float millis) {
    String route = http.attribute(Exchange.ROUTE);
    RequestContext context = http.attribute(Exchange.CONTEXT);
    return new AnsweredRequest(
        http.method().name(),
        route == null ? "unmatched" : route,
        http.statusCode(),
        millis,
        context == null ? "" : context.principal().name(),
        context == null ? "" : context.tenant().value(),
        Exchange.requestId(http));
  }
}
