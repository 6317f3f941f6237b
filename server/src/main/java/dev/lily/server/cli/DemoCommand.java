package dev.lily.server.cli;

import dev.lily.server.operations.ExitCode;
import dev.lily.server.operations.RunningServer;
import dev.lily.server.settings.Settings;
import dev.lily.server.settings.SettingsReader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    description = "Start the server and show the main job from end to end, on example data.")
final class DemoCommand implements Callable<Integer> {
  private final Surroundings here;
  private final ServerStarter starter;
  private final DemoScenario scenario;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private SettingsOption set = new SettingsOption();

  @Option(names = "--exit", description = "Stop at the end; status 0 only if every step held.")
  private boolean exit;

  DemoCommand(Surroundings here, ServerStarter starter, DemoScenario scenario) {
    this.here = here;
    this.starter = starter;
    this.scenario = scenario;
  }

  @Override
  public Integer call() throws Exception {
    Settings settings = SettingsReader.read(here.sources(set.values()));
    Screen screen = new Screen(spec.commandLine());
    Foreground process = new Foreground(here, starter, screen);
    try (RunningServer server = process.start(settings)) {
      screen.blank();
      boolean held = scenario.run(stage(server, settings, screen));
      screen.blank();
      if (!exit) {
        process.introduce(server, settings, "Ctrl-C, or " + set.commandLine("stop"));
        Foreground.waitForSignal();
      }
      return (held ? ExitCode.OK : ExitCode.FAILED).number();
    }
  }

  private DemoStage stage(RunningServer server, Settings settings, Screen screen) throws Exception {
    Path data = here.dataFolder(settings);
    String url = server.state().url();
    LocalClient admin = LocalClient.user(url, "admin", AdminLogin.password(settings, data));
    return new DemoStage(screen, admin, LocalClient.anonymous(url), data);
  }
}
