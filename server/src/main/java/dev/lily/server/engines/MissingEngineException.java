package dev.lily.server.engines;

/** An engine is not on this machine. The message says what is missing and how to get it. */
public final class MissingEngineException extends Exception {
  private static final long serialVersionUID = 1L;

  public MissingEngineException(String message) {
    super(message);
  }
}
