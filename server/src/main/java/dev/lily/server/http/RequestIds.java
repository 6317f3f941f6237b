package dev.lily.server.http;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The id that joins the traces of a request: the caller's if it is sane, else a new one. */
final class RequestIds {
  static final String HEADER = "X-Request-Id";
  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{3,127}");

  private RequestIds() {}

  static String of(Optional<String> sent) {
    return sent.filter(id -> SANE.matcher(id).matches())
        .orElseGet(() -> UUID.randomUUID().toString());
  }
}
