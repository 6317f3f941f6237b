package dev.lily.server.cli;

import dev.lily.server.operations.DataFolder;
import dev.lily.server.operations.ExitCode;
import dev.lily.server.operations.ServerState;
import dev.lily.server.settings.Settings;
import dev.lily.server.settings.SettingsReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "stop", description = "Stop the server and wait until it has closed everything.")
final class StopCommand implements Callable<Integer> {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Surroundings here;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private SettingsOption set = new SettingsOption();

  StopCommand(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() throws Exception {
    Settings settings = SettingsReader.read(here.sources(set.values()));
    Screen screen = new Screen(spec.commandLine());
    Optional<ServerState> running = DataFolder.running(here.dataFolder(settings));
    if (running.isEmpty()) {
      screen.text("Lily is not running");
      return ExitCode.OK.number();
    }
    Optional<ProcessHandle> process =
        ProcessHandle.of(running.get().pid()).filter(found -> isOurs(found, running.get()));
    if (process.isEmpty()) {
      screen.text(
          "process %d holds the data folder but is not visible from here; stop it where it runs"
              .formatted(running.get().pid()));
      return ExitCode.FAILED.number();
    }
    return stop(process.get(), settings.server().stopTimeout().plus(GRACE), screen);
  }

  private static int stop(ProcessHandle process, Duration patience, Screen screen)
      throws InterruptedException, ExecutionException {
    long begin = System.nanoTime();
    process.destroy();
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      screen.text(
          "process %d still runs after %s; lily.log says what it waits for"
              .formatted(process.pid(), Durations.text(patience)));
      return ExitCode.FAILED.number();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    screen.text("Lily stopped in " + Durations.text(took));
    return ExitCode.OK.number();
  }

  /** A process that began after the server did has only inherited its number. */
  private static boolean isOurs(ProcessHandle process, ServerState server) {
    Instant latest = server.startedAt().plusSeconds(1);
    return process.info().startInstant().map(began -> began.isBefore(latest)).orElse(true);
  }
}
