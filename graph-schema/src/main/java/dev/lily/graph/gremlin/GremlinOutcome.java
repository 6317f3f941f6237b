package dev.lily.graph.gremlin;

import java.util.Locale;
import org.apache.tinkerpop.gremlin.util.message.ResponseStatusCode;

/** How a query ended. */
public enum GremlinOutcome {
  ANSWERED(ResponseStatusCode.SUCCESS),
  REFUSED(ResponseStatusCode.REQUEST_ERROR_INVALID_REQUEST_ARGUMENTS),
  UNAUTHENTICATED(ResponseStatusCode.UNAUTHORIZED),
  FORBIDDEN(ResponseStatusCode.FORBIDDEN),
  TOO_MANY(ResponseStatusCode.TOO_MANY_REQUESTS),
  TIMEOUT(ResponseStatusCode.SERVER_ERROR_TIMEOUT),
  /** The query is allowed, but it cannot be evaluated: the sum of texts, for example. */
  NOT_EVALUATED(ResponseStatusCode.SERVER_ERROR_EVALUATION),
  FAULT(ResponseStatusCode.SERVER_ERROR);

  private final ResponseStatusCode code;

  GremlinOutcome(ResponseStatusCode code) {
    this.code = code;
  }

  ResponseStatusCode code() {
    return code;
  }

  /** The number in the answer, like HTTP's. */
  public int status() {
    return code.getValue();
  }

  /** As metrics call it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
