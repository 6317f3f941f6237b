package dev.lily.server.http;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import io.javalin.http.HttpResponseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what went wrong into an answer. Atlas's routes answer {@code {"errorCode":…,
 * "errorMessage":…}} (AtlasBaseException of Apache Atlas), all others a problem (RFC 9457).
 */
final class ErrorRenderer {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorRenderer.class);
  private static final String INTERNAL = "ATLAS-500-00-001";

  ApiResponse render(Throwable fault, String path, String requestId) {
    if (fault instanceof CompletionException && fault.getCause() != null) {
      return render(fault.getCause(), path, requestId);
    } else if (fault instanceof CatalogException refusal) {
      return refused(refusal, path, requestId);
    } else if (fault instanceof HttpResponseException http) {
      return unmatched(http, path, requestId);
    }
    LOG.error("request {} failed", requestId, fault);
    String message = "something broke inside Lily; lily.log has it under request " + requestId;
    return body(500, INTERNAL, message, path, requestId);
  }

  /** No route has this path, or the path not this method. */
  private static ApiResponse unmatched(HttpResponseException fault, String path, String requestId) {
    if (fault.getStatus() == 404) {
      CatalogException refusal =
          new CatalogException(ErrorCode.ROUTE_NOT_FOUND, "there is no " + path + " here", fault);
      return refused(refusal, path, requestId);
    }
    String code = "ATLAS-" + fault.getStatus() + "-00-L01";
    return body(fault.getStatus(), code, text(fault), path, requestId);
  }

  /** What was refused before any route was asked. */
  ApiResponse refusedEarly(int status, String message, String path, String requestId) {
    return body(status, "ATLAS-" + status + "-00-L01", message, path, requestId);
  }

  private static ApiResponse refused(CatalogException refusal, String path, String requestId) {
    ErrorCode code = refusal.code();
    ApiResponse response =
        body(HttpStatus.of(code.kind()), code.text(), text(refusal), path, requestId);
    return code.kind() == ErrorCode.Kind.UNAUTHENTICATED
        ? response.withHeader("WWW-Authenticate", "Basic realm=\"Lily\", charset=\"UTF-8\"")
        : response;
  }

  private static ApiResponse body(
      int status, String code, String message, String path, String requestId) {
    if (Route.isAtlas(path)) {
      return ApiResponse.json(status, Map.of("errorCode", code, "errorMessage", message));
    }
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("title", title(status));
    problem.put("status", status);
    problem.put("detail", message);
    problem.put("code", code);
    problem.put("requestId", requestId);
    return ApiResponse.json(status, problem).withHeader("Content-Type", "application/problem+json");
  }

  private static String title(int status) {
    return io.javalin.http.HttpStatus.forStatus(status).getMessage();
  }

  private static String text(Throwable fault) {
    return fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
  }
}
