package dev.lily.graph.gremlin;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.tinkerpop.gremlin.process.traversal.dsl.graph.GraphTraversalSource;
import org.apache.tinkerpop.gremlin.server.GremlinServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gremlin Server's WebSocket door ({@code ws://host:port/gremlin}, GraphBinary and GraphSON 3, SASL
 * PLAIN) to the assets of a tenant. Queries read only; see {@link TraversalGuard} for what they may
 * hold.
 */
public final class GremlinEndpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GremlinEndpoint.class);
  private static final long PATIENCE_SECONDS = 30;

  private final GremlinServer server;
  private final QueryRunner runner;
  private final int port;

  private GremlinEndpoint(GremlinServer server, QueryRunner runner, int port) {
    this.server = server;
    this.runner = runner;
    this.port = port;
  }

  /**
   * Starts listening.
   *
   * @param graph what a caller's queries see; its graph is a transaction that is rolled back after
   *     each query
   * @throws CatalogException UNAVAILABLE where the port is taken
   */
  public static GremlinEndpoint start(
      GremlinOptions options,
      Function<RequestContext, GraphTraversalSource> graph,
      GremlinCallers callers,
      GremlinListener listener) {
    QueryRunner runner = new QueryRunner(options, graph, callers, listener);
    int port = options.port() == 0 ? freePort(options.host()) : options.port();
    GremlinServer server = new GremlinServer(new EndpointSettings(options, port, runner));
    GremlinEndpoint endpoint = new GremlinEndpoint(server, runner, port);
    try {
      await(server.start());
    } catch (Exception fault) {
      endpoint.close();
      throw new CatalogException(
          ErrorCode.UNAVAILABLE,
          "cannot listen on %s:%d; set another lily.gremlin.port, or 0 for any free one"
              .formatted(options.host(), port),
          fault);
    }
    return endpoint;
  }

  public int port() {
    return port;
  }

  /** Gremlin Server does not tell which port it was given. */
  private static int freePort(String host) {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return socket.getLocalPort();
    } catch (IOException fault) {
      throw new UncheckedIOException("no free port on " + host, fault);
    }
  }

  @Override
  public void close() {
    runner.close();
    try {
      await(server.stop());
    } catch (ExecutionException | TimeoutException fault) {
      LOG.warn("Gremlin Server did not stop", fault);
    }
  }

  private static void await(Future<?> done) throws ExecutionException, TimeoutException {
    try {
      done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
