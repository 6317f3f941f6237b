package dev.lily.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Speaks to the server under test; safe for use by many threads, each of which holds one connection
 * at a time. Every answer outside 2xx is a {@link BenchException}.
 */
final class CatalogClient {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SHOWN = 300;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Target target;
  private final String basic;

  CatalogClient(Target target) {
    this.target = target;
    String credentials = target.user() + ":" + target.password();
    this.basic =
        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  /** Path of an entity by its qualified name; it holds a query already. */
  static String entityPath(String type, String qualifiedName) {
    return "/api/atlas/v2/entity/uniqueAttribute/type/%s?attr:qualifiedName=%s"
        .formatted(type, URLEncoder.encode(qualifiedName, StandardCharsets.UTF_8));
  }

  byte[] get(String path) {
    return expect(exchange(request(path).GET()));
  }

  /** What the path holds; empty if the server answers 404. */
  Optional<JsonNode> find(String path) {
    HttpResponse<byte[]> response = exchange(request(path).GET());
    return response.statusCode() == 404
        ? Optional.empty()
        : Optional.of(Json.parse(expect(response)));
  }

  byte[] post(String path, byte[] body) {
    return expect(exchange(request(path).POST(BodyPublishers.ofByteArray(body))));
  }

  /** Reads what may be too large to be held; the answer has the bytes that it begins with. */
  Download download(String path) {
    long begin = System.nanoTime();
    HttpRequest built = request(path).GET().build();
    try {
      HttpResponse<InputStream> response = http.send(built, BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        byte[] start = body.readNBytes(Download.BEGINNING);
        if (response.statusCode() != 200) {
          throw new BenchException("%s answered %d".formatted(built.uri(), response.statusCode()));
        }
        long bytes = start.length + body.transferTo(OutputStream.nullOutputStream());
        return new Download(start, bytes, System.nanoTime() - begin);
      }
    } catch (IOException fault) {
      throw new BenchException(built.uri() + ": " + fault, fault);
    } catch (InterruptedException fault) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", fault);
    }
  }

  JsonNode post(String path, JsonNode body) {
    return Json.parse(post(path, Json.bytes(body)));
  }

  JsonNode put(String path, JsonNode body) {
    return Json.parse(
        expect(exchange(request(path).PUT(BodyPublishers.ofByteArray(Json.bytes(body))))));
  }

  /** Posts one OpenLineage event, with the API key if there is one. */
  void postEvent(JsonNode event) {
    HttpRequest.Builder request =
        request("/api/v1/lineage").POST(BodyPublishers.ofByteArray(Json.bytes(event)));
    target.apiKey().ifPresent(key -> request.setHeader("Authorization", "Bearer " + key));
    expect(exchange(request));
  }

  void delete(String path) {
    expect(exchange(request(path).DELETE()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(target.url() + path))
        .timeout(PATIENCE)
        .header("Authorization", basic)
        .header("Content-Type", "application/json; charset=UTF-8")
        .header("Accept", "application/json");
  }

  private HttpResponse<byte[]> exchange(HttpRequest.Builder request) {
    HttpRequest built = request.build();
    try {
      return http.send(built, BodyHandlers.ofByteArray());
    } catch (IOException fault) {
      throw new BenchException(
          "%s %s: %s; is the server running?".formatted(built.method(), built.uri(), fault), fault);
    } catch (InterruptedException fault) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", fault);
    }
  }

  private static byte[] expect(HttpResponse<byte[]> response) {
    if (response.statusCode() / 100 == 2) {
      return response.body();
    }
    String body = new String(response.body(), StandardCharsets.UTF_8);
    throw new BenchException(
        "%s %s answered %d: %s"
            .formatted(
                response.request().method(),
                response.uri(),
                response.statusCode(),
                body.substring(0, Math.min(SHOWN, body.length()))));
  }
}
