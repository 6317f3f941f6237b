package dev.lily.server.operations;

/** The process cannot start. The message says what and what to do; there is no need of a trace. */
public final class StartException extends RuntimeException {
  private final ExitCode exitCode;

  public StartException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  public StartException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}
