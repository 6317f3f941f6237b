package dev.lily.server.cli;

import dev.lily.server.operations.DataFolder;
import dev.lily.server.operations.ExitCode;
import dev.lily.server.operations.RunningServer;
import dev.lily.server.operations.ServerState;
import dev.lily.server.operations.StartException;
import dev.lily.server.settings.Settings;
import dev.lily.server.settings.SettingsReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "start",
    description = "Start the server in the background and wait until it is ready.")
final class StartCommand implements Callable<Integer> {
  private final Surroundings here;
  private final ServerStarter starter;

  @Spec private CommandSpec spec;
  @Mixin private SettingsOption set;

  @Option(names = "--foreground", description = "Stay in this terminal until Ctrl-C.")
  private boolean foreground;

  StartCommand(Surroundings here, ServerStarter starter) {
    this.here = here;
    this.starter = starter;
    this.spec = CommandSpec.create();
    this.set = new SettingsOption();
  }

  @Override
  public Integer call() throws Exception {
    Settings settings = SettingsReader.read(here.sources(set.values()));
    Screen screen = new Screen(spec.commandLine());
    if (foreground) {
      runHere(settings, screen);
    }
    Path data = here.dataFolder(settings);
    Optional<ServerState> running = DataFolder.running(data);
    if (running.isPresent()) {
      return alreadyRunning(running.get(), settings.server().port(), screen);
    }
    return new Background(here, screen).start(data, arguments());
  }

  /** A second start asks for nothing new, unless it names another port. */
  private int alreadyRunning(ServerState server, int wantedPort, Screen screen) {
    URI url = URI.create(server.url());
    String who = "Lily is running already: %s, process %d".formatted(url, server.pid());
    if (wantedPort == 0 || wantedPort == url.getPort()) {
      screen.text(who);
      return ExitCode.OK.number();
    }
    throw new StartException(
        ExitCode.DATA_IN_USE,
        "%s; it keeps its data folder. For port %d stop it first with %s, or set another"
                .formatted(who, wantedPort, set.commandLine("stop"))
            + " lily.data.folder");
  }

  private void runHere(Settings settings, Screen screen) throws InterruptedException {
    Foreground process = new Foreground(here, starter, screen);
    RunningServer server = process.start(settings);
    process.introduce(server, settings, set.commandLine("stop"));
    Foreground.waitForSignal();
  }

  private List<String> arguments() {
    return set.values().entrySet().stream()
        .map(entry -> "--set=" + entry.getKey() + "=" + entry.getValue())
        .toList();
  }
}
