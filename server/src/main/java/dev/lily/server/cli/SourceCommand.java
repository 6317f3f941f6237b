package dev.lily.server.cli;

import dev.lily.server.operations.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * A command that the launcher itself runs in a source checkout; from a distribution it can only say
 * why not.
 */
abstract sealed class SourceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Screen screen = new Screen(spec.commandLine());
    screen.text(
        "./lily %s builds and runs Lily's sources, and this is a distribution without them;"
                .formatted(spec.name())
            + " run it in a source checkout");
    return ExitCode.USAGE.number();
  }

  @Command(name = "test", description = "Build everything and run all tests (needs the sources).")
  static final class Test extends SourceCommand {}

  @Command(
      name = "bench",
      description = "Measure, and write the figures as JSON (needs the sources).")
  static final class Bench extends SourceCommand {}
}
