package dev.lily.graph.gremlin;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.tinkerpop.gremlin.driver.Client;
import org.apache.tinkerpop.gremlin.driver.Cluster;
import org.apache.tinkerpop.gremlin.driver.RequestOptions;
import org.apache.tinkerpop.gremlin.driver.exception.ResponseException;
import org.apache.tinkerpop.gremlin.process.traversal.Path;
import org.apache.tinkerpop.gremlin.structure.Edge;
import org.apache.tinkerpop.gremlin.structure.Element;
import org.apache.tinkerpop.gremlin.structure.Property;
import org.apache.tinkerpop.gremlin.structure.Vertex;
import org.jspecify.annotations.Nullable;

/** Sends gremlin-lang scripts to an endpoint by gremlin-driver, one connection, as one user. */
public final class GremlinClient implements AutoCloseable {
  private final Cluster cluster;
  private final Client client;

  private GremlinClient(Cluster cluster, Optional<String> tenant) {
    this.cluster = cluster;
    Client connected = cluster.connect();
    this.client = tenant.map(connected::alias).orElse(connected);
  }

  /**
   * Prepares to ask; connects with the first query.
   *
   * @param tenant empty for the user's own
   */
  public static GremlinClient of(
      String host, int port, String user, String password, Optional<String> tenant) {
    Cluster cluster =
        Cluster.build(host)
            .port(port)
            .credentials(user, password)
            .nioPoolSize(1)
            .workerPoolSize(1)
            .minConnectionPoolSize(1)
            .maxConnectionPoolSize(1)
            .create();
    return new GremlinClient(cluster, tenant);
  }

  /**
   * Asks and waits for all rows.
   *
   * @return texts, numbers, truth values, lists, and maps of them: what JSON can say. A vertex is a
   *     map of id, label and its properties; an edge one of id, label, outV, inV and its properties
   * @throws CatalogException BAD_REQUEST with the server's words where the query is refused,
   *     UNAVAILABLE where no server answers
   */
  public List<@Nullable Object> query(String script) {
    try {
      List<@Nullable Object> rows = new ArrayList<>();
      client
          .submitAsync(script, RequestOptions.build().language("gremlin-lang").create())
          .get()
          .all()
          .get()
          .forEach(result -> rows.add(plain(result.getObject())));
      return rows;
    } catch (ExecutionException fault) {
      throw failed(fault);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CatalogException(ErrorCode.UNAVAILABLE, "interrupted", interrupted);
    }
  }

  private static CatalogException failed(Throwable fault) {
    Throwable reason = fault;
    while (!(reason instanceof ResponseException) && reason.getCause() != null) {
      reason = reason.getCause();
    }
    ErrorCode code =
        reason instanceof ResponseException ? ErrorCode.BAD_REQUEST : ErrorCode.UNAVAILABLE;
    return new CatalogException(code, String.valueOf(reason.getMessage()), fault);
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Edge edge) {
      Map<String, @Nullable Object> map = element(edge);
      map.put("outV", edge.outVertex().id());
      map.put("inV", edge.inVertex().id());
      return map;
    } else if (value instanceof Vertex vertex) {
      return element(vertex);
    } else if (value instanceof Property<?> property) {
      return pair(property.key(), property.value());
    } else if (value instanceof Path path) {
      return plain(path.objects());
    } else if (value instanceof Map.Entry<?, ?> entry) {
      return pair(entry.getKey(), entry.getValue());
    } else if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> texts = new LinkedHashMap<>();
      map.forEach((key, one) -> texts.put(String.valueOf(plain(key)), plain(one)));
      return texts;
    } else if (value instanceof Iterable<?> values) {
      List<@Nullable Object> list = new ArrayList<>();
      values.forEach(one -> list.add(plain(one)));
      return list;
    }
    return value instanceof Number || value instanceof Boolean || value == null
        ? value
        : value.toString();
  }

  private static Map<String, @Nullable Object> element(Element element) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("id", element.id());
    map.put("label", element.label());
    element.properties().forEachRemaining(one -> map.put(one.key(), plain(one.value())));
    return map;
  }

  private static Map<String, @Nullable Object> pair(Object key, @Nullable Object value) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put(String.valueOf(key), plain(value));
    return map;
  }

  @Override
  public void close() {
    cluster.close();
  }
}
