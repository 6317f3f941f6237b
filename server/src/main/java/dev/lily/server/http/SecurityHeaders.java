package dev.lily.server.http;

import io.javalin.http.Context;

/** Headers of every answer. A page widens its own policy; data is never run, framed or kept. */
final class SecurityHeaders {
  private SecurityHeaders() {}

  static void set(Context http) {
    http.header("X-Content-Type-Options", "nosniff");
    http.header("Referrer-Policy", "no-referrer");
    http.header("Cache-Control", "no-store");
    http.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  }
}
