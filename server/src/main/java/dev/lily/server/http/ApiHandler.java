package dev.lily.server.http;

/** Answers a request. A fault it does not handle becomes a 500 with the request id. */
@FunctionalInterface
public interface ApiHandler {
  ApiResponse handle(ApiRequest request) throws Exception;

  /** The handler for requests that have no other query parameters than these. */
  static ApiHandler taking(ApiHandler handler, String... parameters) {
    return request -> {
      request.takes(parameters);
      return handler.handle(request);
    };
  }
}
