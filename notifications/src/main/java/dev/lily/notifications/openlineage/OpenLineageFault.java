package dev.lily.notifications.openlineage;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;

/** An event that cannot be used, with the place in it that is wrong. */
public final class OpenLineageFault extends RuntimeException {
  private final ErrorCode code;
  private final String pointer;
  private final String reason;

  OpenLineageFault(ErrorCode code, String pointer, String reason) {
    super(reason);
    this.code = code;
    this.pointer = pointer;
    this.reason = reason;
  }

  /** INVALID_VALUE, BAD_REQUEST where it is no JSON, or CONTENT_TOO_LARGE. */
  public ErrorCode code() {
    return code;
  }

  /** The JSON pointer (RFC 6901) of the fault; empty for the event as a whole. */
  public String pointer() {
    return pointer;
  }

  /** Where and what: {@code /run/runId: 'x' is no UUID}. */
  @Override
  public String getMessage() {
    return (pointer.isEmpty() ? "event" : pointer) + ": " + reason;
  }

  /** The refusal for the sender; its cause is this fault. */
  public CatalogException refusal() {
    return new CatalogException(code, getMessage(), this);
  }
}
