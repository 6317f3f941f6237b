package dev.lily.graph;

/** A refusal that the caller can act upon. The message says what, which value, and what to do. */
public final class CatalogException extends RuntimeException {
  private final ErrorCode code;

  public CatalogException(ErrorCode code, String message) {
    super(message);
    this.code = code;
  }

  public CatalogException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }
}
