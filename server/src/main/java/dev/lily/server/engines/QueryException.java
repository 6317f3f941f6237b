package dev.lily.server.engines;

/** An engine refused a query. The message is the engine's. */
public final class QueryException extends Exception {
  private static final long serialVersionUID = 1L;

  public QueryException(String message) {
    super(message);
  }
}
