package dev.lily.server.http;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import io.javalin.http.Context;
import java.util.Optional;

/**
 * What our own pages send: the cookie of a session, and a header that tells them from forms and
 * scripts of others. A page of another origin cannot set the header without asking first, and
 * nobody here answers that question; {@code SameSite} alone would let other ports of the same host
 * in.
 */
public final class Page {
  public static final String HEADER = "X-Lily-Page";
  static final String COOKIE = "lily-session";

  private Page() {}

  /** The value of {@code Set-Cookie} that begins a session; it ends with the browser at last. */
  public static String begin(String token, boolean encrypted) {
    return cookie(token, encrypted);
  }

  /** The value of {@code Set-Cookie} that ends one. */
  public static String end(boolean encrypted) {
    return cookie("", encrypted) + "; Max-Age=0";
  }

  static Optional<String> session(Context http) {
    return Optional.ofNullable(http.cookie(COOKIE)).filter(token -> !token.isEmpty());
  }

  static boolean sent(Context http) {
    return http.header(HEADER) != null;
  }

  /** Refuses what a foreign page may have sent in the name of who is signed in. */
  static void require(Optional<String> header) {
    if (header.isEmpty()) {
      throw new CatalogException(
          ErrorCode.UNAUTHORIZED_ACCESS,
          "a change by session needs the header "
              + HEADER
              + ", which our own pages send; programs use Basic or an API key");
    }
  }

  private static String cookie(String token, boolean encrypted) {
    return COOKIE
        + "="
        + token
        + "; Path=/; HttpOnly; SameSite=Strict"
        + (encrypted ? "; Secure" : "");
  }
}
