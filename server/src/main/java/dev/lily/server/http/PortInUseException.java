package dev.lily.server.http;

/** The address cannot be listened on. */
public final class PortInUseException extends RuntimeException {
  private final String advice;

  PortInUseException(String advice, Throwable cause) {
    super(advice, cause);
    this.advice = advice;
  }

  /** What is wrong and what to do. */
  public String advice() {
    return advice;
  }
}
