package dev.lily.server.operations;

import java.time.Duration;

/** Told of each part that starts and stops. */
public interface StartListener {
  void starting(String part);

  void started(String part, Duration took);

  void stopped(String part, Duration took);

  /** A part that would not close in time, or threw. */
  void stopFailed(String part, String why);
}
