package dev.lily.server;

import dev.lily.server.operations.StartListener;
import java.time.Duration;

/** Hears of the start and says nothing. */
final class SilentStart implements StartListener {
  @Override
  public void starting(String part) {}

  @Override
  public void started(String part, Duration took) {}

  @Override
  public void stopped(String part, Duration took) {}

  @Override
  public void stopFailed(String part, String why) {}
}
