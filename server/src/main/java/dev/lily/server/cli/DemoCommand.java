package dev.lily.server.cli;

import dev.lily.server.operations.ExitCode;
import dev.lily.server.operations.RunningServer;
import dev.lily.server.settings.Settings;
import dev.lily.server.settings.SettingsReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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
  private final DemoScenarios scenarios;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private SettingsOption set = new SettingsOption();

  @Option(names = "--exit", description = "Stop at the end; status 0 only if every step held.")
  private boolean exit;

  @Option(
      names = "--with-trino",
      description =
          "Also in a real Trino, fetched at the first time (784 MB through Maven; needs a JDK 25);"
              + " its Ranger plug-in masks.")
  private boolean withTrino;

  @Option(names = "--with-postgres", description = "Also in a real PostgreSQL of its own.")
  private boolean withPostgres;

  DemoCommand(Surroundings here, ServerStarter starter, DemoScenarios scenarios) {
    this.here = here;
    this.starter = starter;
    this.scenarios = scenarios;
  }

  @Override
  public Integer call() throws Exception {
    Map<String, String> values = new HashMap<>(set.values());
    if (withTrino) {
      values.putIfAbsent("lily.policy.tag-poll-interval", "100ms");
    }
    Settings settings = SettingsReader.read(here.sources(values));
    Screen screen = new Screen(spec.commandLine());
    Foreground process = new Foreground(here, starter, screen);
    DemoParts parts = new DemoParts(screen);
    try (RunningServer server = process.start(settings, parts::close);
        parts) {
      screen.blank();
      boolean held = play(stage(server, settings, screen, parts));
      screen.blank();
      if (!exit) {
        process.introduce(server, settings, "Ctrl-C, or " + set.commandLine("stop"));
        Foreground.waitForSignal();
      }
      return (held ? ExitCode.OK : ExitCode.FAILED).number();
    }
  }

  private boolean play(DemoStage stage) throws Exception {
    boolean held = scenarios.shop().run(stage);
    if (withTrino) {
      held &= scenarios.trino().run(stage);
    }
    if (withPostgres) {
      held &= scenarios.postgres().run(stage);
    }
    return held;
  }

  private DemoStage stage(RunningServer server, Settings settings, Screen screen, DemoParts parts)
      throws Exception {
    Path data = here.dataFolder(settings);
    String url = server.state().url();
    LocalClient admin = LocalClient.user(url, "admin", AdminLogin.password(settings, data));
    return new DemoStage(screen, url, admin, LocalClient.anonymous(url), data, parts::keep);
  }
}
