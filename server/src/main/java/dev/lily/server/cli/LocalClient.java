package dev.lily.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Speaks to the server on this machine. Starts faster than the JDK's newer client. */
public final class LocalClient {
  private static final int TIMEOUT_MILLIS = 30_000;

  private final String url;
  private final Optional<String> authorization;

  private LocalClient(String url, Optional<String> authorization) {
    this.url = url;
    this.authorization = authorization;
  }

  static LocalClient anonymous(String url) {
    return new LocalClient(url, Optional.empty());
  }

  static LocalClient user(String url, String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new LocalClient(url, Optional.of("Basic " + Base64.getEncoder().encodeToString(pair)));
  }

  /** The same server, asked by another user. */
  public LocalClient as(String user, String password) {
    return user(url, user, password);
  }

  /** An answer. */
  public record Answer(int status, String body) {}

  public Answer get(String path) throws IOException {
    return send("GET", path, Optional.empty());
  }

  public Answer delete(String path) throws IOException {
    return send("DELETE", path, Optional.empty());
  }

  /** Sends JSON. */
  public Answer post(String path, byte[] json) throws IOException {
    return send("POST", path, Optional.of(json));
  }

  /** Sends JSON. */
  public Answer put(String path, byte[] json) throws IOException {
    return send("PUT", path, Optional.of(json));
  }

  private Answer send(String method, String path, Optional<byte[]> json) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(url + path).toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setRequestMethod(method);
    authorization.ifPresent(value -> connection.setRequestProperty("Authorization", value));
    if (json.isPresent()) {
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "application/json");
      try (OutputStream out = connection.getOutputStream()) {
        out.write(json.get());
      }
    }
    int status = connection.getResponseCode();
    try (InputStream body =
        status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      return new Answer(
          status, body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
