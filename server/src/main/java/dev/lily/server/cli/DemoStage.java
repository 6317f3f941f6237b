package dev.lily.server.cli;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What a demo plays on.
 *
 * @param url of the server
 * @param client speaks as admin
 * @param stranger speaks without identity
 * @param keeper closes what it is given at the end of the demo
 */
public record DemoStage(
    Screen screen,
    String url,
    LocalClient client,
    LocalClient stranger,
    Path data,
    Consumer<AutoCloseable> keeper) {

  /** Leaves a part running until the demo ends. */
  public void keep(AutoCloseable part) {
    keeper.accept(part);
  }

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
