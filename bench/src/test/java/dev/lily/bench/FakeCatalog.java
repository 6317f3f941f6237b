package dev.lily.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** As much of the server as the workloads speak to, with the shapes of Atlas v2 and Trino's OPA. */
final class FakeCatalog implements AutoCloseable {
  static final String PASSWORD = "secret";
  private static final String ADMIN_SECRET = "Basic YWRtaW46c2VjcmV0";

  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final Map<String, JsonNode> assets = new ConcurrentHashMap<>();
  private final AtomicInteger events = new AtomicInteger();
  private final AtomicBoolean tagged = new AtomicBoolean();
  private final HttpServer server;

  /** Columns of the tables that the materialiser's workload made, and how many were written. */
  private final AtomicInteger derived = new AtomicInteger();

  private final AtomicInteger written = new AtomicInteger();

  FakeCatalog() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  int assets() {
    return assets.size();
  }

  int events() {
    return events.get();
  }

  boolean tagged() {
    return tagged.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      JsonNode body = Json.parse(exchange.getRequestBody().readAllBytes());
      if (!ADMIN_SECRET.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        exchange.sendResponseHeaders(401, -1);
      } else if (path.contains("/classificationdef/")) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        byte[] answer =
            Json.bytes(answer(exchange.getRequestMethod(), exchange.getRequestURI(), body));
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
      }
    }
  }

  private ObjectNode answer(String method, URI uri, JsonNode body) {
    String path = uri.getPath();
    String query = String.valueOf(uri.getQuery());
    ObjectNode answer = Json.object();
    if (path.endsWith("/v1/lineage")) {
      events.incrementAndGet();
      if (body.at("/job/name").asText().contains("_mat")) {
        derived.addAndGet(body.at("/outputs/0/facets/schema/fields").size());
      }
    } else if (path.contains("/classification")) {
      tagged.set(method.equals("POST"));
      written.addAndGet(derived.get());
    } else if (path.endsWith("/propagation/status")) {
      answer.put("lag", 0).put("waiting", 0).put("written", written.get());
    } else if (path.endsWith("/batchColumnMasks")) {
      var masks = answer.putArray("result");
      int columns = tagged.get() ? body.at("/input/action/filterResources").size() : 0;
      for (int column = 0; column < columns; column++) {
        masks.addObject().put("index", column);
      }
    } else if (path.endsWith("/columnMask")) {
      answer.putObject("result").put("expression", "NULL");
    } else if (path.endsWith("/search/basic")) {
      answer.putArray("entities").addObject();
    } else if (path.endsWith("/search/quick")) {
      answer.putObject("searchResults").putArray("entities").addObject();
    } else if (path.endsWith("/lineage/scene")) {
      List<String> names = assets.keySet().stream().filter(n -> n.contains("_scene.")).toList();
      var nodes = answer.put("total", names.size()).putArray("nodes");
      int limit = Integer.parseInt(query.replaceFirst(".*limit=", "").replaceFirst("&.*", ""));
      names.stream().limit(limit).forEach(name -> nodes.addObject());
    } else if (path.contains("/v2/lineage/")) {
      ObjectNode nodes = answer.putObject("guidEntityMap");
      int depth = Integer.parseInt(query.replaceFirst(".*depth=", ""));
      assets.keySet().stream().filter(name -> depth(name) <= depth).forEach(nodes::putObject);
    } else if (path.startsWith("/service/")) {
      answer.put(path.contains("/tags/") ? "tagVersion" : "policyVersion", events.get());
    } else if (path.equals("/api/lily/v1/policies")) {
      answer.putArray("policies").addObject().put("id", 7).put("version", 1);
    } else if (path.equals("/api/lily/v1/policies/7")) {
      events.incrementAndGet();
      answer.setAll((ObjectNode) body);
    } else if (method.equals("POST")) {
      body.path("entities").forEach(this::store);
      body.path("referredEntities").forEach(this::store);
    } else {
      answer.putObject("entity").put("guid", "6f2c");
    }
    return answer;
  }

  /** Steps from the middle of a {@link LineageTree}: each adds two letters to a table's name. */
  private static int depth(String qualifiedName) {
    if (!qualifiedName.contains("_lineage.")) {
      return Integer.MAX_VALUE;
    }
    String name = qualifiedName.replaceFirst(".*\\.", "").replaceFirst("@.*", "");
    return Stream.of(name.split("_to_")).mapToInt(table -> table.length() / 2).max().orElseThrow();
  }

  private void store(JsonNode entity) {
    assets.put(entity.at("/attributes/qualifiedName").asText(), entity);
  }
}
