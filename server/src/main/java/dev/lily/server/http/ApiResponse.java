package dev.lily.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer: status, further headers, body. */
public record ApiResponse(int status, Map<String, String> headers, Body body) {
  public ApiResponse {
    headers = Map.copyOf(headers);
  }

  /** What is sent. */
  public sealed interface Body {}

  /** Nothing. */
  public record NoBody() implements Body {}

  /** A value that Jackson writes. */
  public record JsonBody(Object value) implements Body {}

  /** Bytes as they are. */
  public record RawBody(String contentType, byte[] bytes) implements Body {}

  /** Bytes that are written while they are made. */
  public record StreamBody(String contentType, Content content) implements Body {}

  /** Writes a body; what it throws but for the stream's own faults ends the connection. */
  @FunctionalInterface
  public interface Content {
    void write(OutputStream out) throws IOException;
  }

  /** 200 with JSON. */
  public static ApiResponse json(Object value) {
    return json(200, value);
  }

  public static ApiResponse json(int status, Object value) {
    return new ApiResponse(status, Map.of(), new JsonBody(value));
  }

  /** 204. */
  public static ApiResponse noContent() {
    return empty(204);
  }

  /** A status alone, like 304. */
  public static ApiResponse empty(int status) {
    return new ApiResponse(status, Map.of(), new NoBody());
  }

  public static ApiResponse text(String contentType, String text) {
    return raw(contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  public static ApiResponse raw(String contentType, byte[] bytes) {
    return new ApiResponse(200, Map.of(), new RawBody(contentType, bytes));
  }

  public static ApiResponse stream(String contentType, Content content) {
    return new ApiResponse(200, Map.of(), new StreamBody(contentType, content));
  }

  public ApiResponse withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new ApiResponse(status, more, body);
  }

  public ApiResponse withoutHeader(String name) {
    Map<String, String> fewer = new LinkedHashMap<>(headers);
    fewer.remove(name);
    return new ApiResponse(status, fewer, body);
  }
}
