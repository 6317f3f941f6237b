package dev.lily.server.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.server.operations.DataFolder;
import dev.lily.server.operations.ExitCode;
import dev.lily.server.operations.ServerState;
import dev.lily.server.settings.Settings;
import dev.lily.server.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "status",
    description = "Tell whether the server runs and how it is.",
    footer = "%nExit status: 0 ready, 1 running but not ready, 3 not running.")
final class StatusCommand implements Callable<Integer> {
  private final Surroundings here;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private SettingsOption set = new SettingsOption();

  @Option(names = "--json", description = "For programs.")
  private boolean json;

  StatusCommand(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() throws IOException {
    Settings settings = SettingsReader.read(here.sources(set.values()));
    Path data = here.dataFolder(settings);
    Optional<ServerState> running = DataFolder.running(data);
    boolean ready = running.isPresent() && isReady(running.get());
    Map<String, String> facts = running.map(s -> facts(s, ready)).orElseGet(LinkedHashMap::new);
    running
        .filter(server -> ready)
        .ifPresent(server -> facts.putAll(InnerFacts.of(settings, data, server)));
    facts.put("data", data.toString());
    show(running.isPresent(), facts);
    ExitCode code = ready ? ExitCode.OK : ExitCode.FAILED;
    return (running.isPresent() ? code : ExitCode.NOT_RUNNING).number();
  }

  private void show(boolean running, Map<String, String> facts) throws IOException {
    Screen screen = new Screen(spec.commandLine());
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>(facts);
      all.put("running", running);
      screen.text(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all));
      return;
    }
    screen.title("Lily is " + (running ? screen.good("running") : "not running"));
    facts.forEach(screen::line);
    screen.blank();
  }

  private static Map<String, String> facts(ServerState server, boolean ready) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("address", server.port() == 0 ? "not yet" : server.url());
    facts.put("ready", ready ? "yes" : "no");
    facts.put("version", server.version());
    facts.put("uptime", Durations.text(Duration.between(server.startedAt(), Instant.now())));
    memory(server.pid()).ifPresent(kb -> facts.put("memory", kb / 1024 + " MB"));
    facts.put("process", Long.toString(server.pid()));
    return facts;
  }

  private static boolean isReady(ServerState server) {
    if (!server.ready()) {
      return false;
    }
    try {
      return LocalClient.anonymous(server.url()).get("/api/lily/v1/health/ready").status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Resident kilobytes, where the system tells (Linux). */
  private static OptionalLong memory(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
