package dev.lily.server.http;

import dev.lily.graph.ErrorCode;

/** The status of each kind of refusal: the only place where it is chosen. */
final class HttpStatus {
  private HttpStatus() {}

  static int of(ErrorCode.Kind kind) {
    return switch (kind) {
      case INVALID -> 400;
      case UNAUTHENTICATED -> 401;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      case TOO_LARGE -> 413;
      case THROTTLED -> 429;
      case UNAVAILABLE -> 503;
      case TIMEOUT -> 504;
    };
  }
}
