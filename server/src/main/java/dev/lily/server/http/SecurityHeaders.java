package dev.lily.server.http;

import io.javalin.http.Context;
import java.util.Map;

/** Headers of every answer. A page widens its own policy; data is never run, framed or kept. */
final class SecurityHeaders {
  static final Map<String, String> ALL =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "Cache-Control", "no-store",
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");

  private SecurityHeaders() {}

  static void set(Context http) {
    ALL.forEach(http::header);
  }
}
