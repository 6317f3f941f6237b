package dev.lily.server.atlas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Asks a server as a user whose name is its role. */
final class AtlasHttp {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String address;
  private final String authorization;

  AtlasHttp(String address, String user) {
    this.address = address + "/api/atlas/v2";
    byte[] credentials = (user + ":x").getBytes(StandardCharsets.UTF_8);
    authorization = "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  record Answer(int status, JsonNode body) {}

  Answer get(String path) {
    return send("GET", path, "");
  }

  /** Sends JSON; single quotes stand for double ones. */
  Answer send(String method, String path, String json) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path.replace(" ", "%20")))
            .header("Authorization", authorization)
            .header("Content-Type", "application/json; charset=UTF-8")
            .method(method, BodyPublishers.ofString(json.replace('\'', '"')))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      return new Answer(answer.statusCode(), MAPPER.readTree(answer.body()));
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
