package dev.lily.bench;

/**
 * What went wrong and, where it helps, what to do; the message is meant for the person who ran the
 * bench.
 */
final class BenchException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BenchException(String message) {
    super(message);
  }

  BenchException(String message, Throwable cause) {
    super(message, cause);
  }
}
