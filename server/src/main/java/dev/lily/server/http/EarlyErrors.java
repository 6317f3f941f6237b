package dev.lily.server.http;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers what Jetty refuses before any route is asked, like a URL that cannot be decoded. */
final class EarlyErrors extends ErrorHandler {
  private final ErrorRenderer renderer = new ErrorRenderer();
  private final Json json = new Json();

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    String id = RequestIds.of(Optional.ofNullable(request.getHeaders().get(RequestIds.HEADER)));
    String path = Optional.ofNullable(request.getHttpURI().getPath()).orElse("");
    ApiResponse refusal =
        renderer.refusedEarly(status, "the request cannot be read: " + message, path, id);
    response.setStatus(status);
    response.getHeaders().put(RequestIds.HEADER, id);
    SecurityHeaders.ALL.forEach((name, value) -> response.getHeaders().put(name, value));
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    refusal.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    byte[] body =
        refusal.body() instanceof ApiResponse.JsonBody value
            ? json.write(value.value())
            : new byte[0];
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
