package dev.lily.server.cli;

import dev.lily.server.operations.StartListener;
import java.time.Duration;

/** Shows what starts and how long it took; a stop is only shown when it goes wrong. */
final class ScreenProgress implements StartListener {
  private static final int SLOW_MILLIS = 5;

  private final Screen screen;

  ScreenProgress(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void starting(String part) {}

  @Override
  public void started(String part, Duration took) {
    if (took.toMillis() >= SLOW_MILLIS) {
      screen.line(part, screen.faint(String.format("%8s", Durations.text(took))));
    }
  }

  @Override
  public void stopped(String part, Duration took) {}

  @Override
  public void stopFailed(String part, String why) {
    screen.line(part, screen.bad("did not close: " + why));
  }
}
