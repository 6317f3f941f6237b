package dev.lily.server.cli;

import java.nio.file.Path;

/**
 * What a demo plays on.
 *
 * @param client speaks as admin
 * @param stranger speaks without identity
 */
public record DemoStage(Screen screen, LocalClient client, LocalClient stranger, Path data) {

  /** What happens next. */
  public void title(String text) {
    screen.blank();
    screen.title(text);
  }

  /** Whether what was expected came true. */
  public void verdict(String what, boolean holds) {
    screen.line(holds ? screen.good("ok") : screen.bad("FAILED"), what);
  }

  /** A line of the play: what, and what came of it. */
  public void say(String what, String result) {
    screen.line(what, result);
  }
}
