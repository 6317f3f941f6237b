package dev.lily.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** One caller of a server in tests. Bodies may have single quotes for double ones. */
public final class TestClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Server server;
  private final String login;
  private final String tenant;

  public TestClient(Server server, String login) {
    this(server, login, "default");
  }

  private TestClient(Server server, String login, String tenant) {
    this.server = server;
    this.login = login;
    this.tenant = tenant;
  }

  /** The same caller in another tenant. */
  public TestClient in(String other) {
    return new TestClient(server, login, other);
  }

  /** Status, body and headers; the body is missing where there was none. */
  public record Answer(int status, String text, HttpHeaders headers) {
    public JsonNode json() throws IOException {
      return JSON.readTree(text);
    }

    public String message() throws IOException {
      return json().path("detail").asText(json().path("errorMessage").asText());
    }
  }

  public Answer get(String path) throws IOException, InterruptedException {
    return send("GET", path, "");
  }

  public Answer post(String path, String body) throws IOException, InterruptedException {
    return send("POST", path, body);
  }

  /** The body as it is, with its quotes. */
  public Answer postRaw(String path, String body) throws IOException, InterruptedException {
    return sendRaw("POST", path, body);
  }

  public Answer put(String path, String body) throws IOException, InterruptedException {
    return send("PUT", path, body);
  }

  public Answer delete(String path) throws IOException, InterruptedException {
    return send("DELETE", path, "");
  }

  private Answer send(String method, String path, String body)
      throws IOException, InterruptedException {
    return sendRaw(method, path, body.replace('\'', '"'));
  }

  private Answer sendRaw(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(server.state().url() + path))
                .header("Authorization", login)
                .header("X-Lily-Tenant", tenant)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    return new Answer(answer.statusCode(), answer.body(), answer.headers());
  }
}
