package dev.lily.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.server.operations.DataFolder;
import dev.lily.server.operations.ExitCode;
import dev.lily.server.operations.ServerState;
import dev.lily.server.operations.StartException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TestCommands {
  @TempDir Path home;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private CommandLine lily;

  @BeforeEach
  void open() {
    lily = commandLine(Map.of());
  }

  @Test
  void helpNamesEveryCommand() {
    assertThat(lily.execute("--help")).isZero();
    assertThat(out.toString())
        .contains(
            "demo", "start", "stop", "status", "config", "api-key", "gremlin", "test", "bench");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 90);
  }

  @Test
  void theDemoTellsWhatElseItCanShow() {
    assertThat(lily.execute("demo", "--help")).isZero();
    assertThat(out.toString()).contains("--exit", "--with-trino", "--with-postgres", "784 MB");
  }

  @Test
  void statusTellsWhatWaitsToBeWritten() throws Exception {
    Instant now = Instant.ofEpochMilli(10_000);
    ObjectMapper json = new ObjectMapper();
    assertThat(WaitingToBeWritten.text(json.readTree("{\"waiting\":0}"), now)).isEmpty();
    assertThat(WaitingToBeWritten.text(json.readTree("{\"waiting\":62122}"), now))
        .contains("62,122 assets to be written");
    assertThat(WaitingToBeWritten.text(json.readTree("{\"waiting\":5,\"eta\":14100}"), now))
        .contains("5 assets to be written, about 4.1 s left");
  }

  @Test
  void statusTellsWhatTheHeapHolds() throws Exception {
    ObjectMapper json = new ObjectMapper();
    assertThat(InnerFacts.heap(json.readTree("{}"))).isEmpty();
    assertThat(
            InnerFacts.heap(
                json.readTree(
                    "{\"components\":[{\"name\":\"graph\",\"detail\":\"x\"},{\"name\":\"heap\",\"detail\":\"742"
                        + " MB\"}]}")))
        .contains("742 MB");
  }

  @Test
  void configShowsValueOriginAndMeaning() {
    int status =
        commandLine(Map.of("LILY_SECURITY_ADMIN_PASSWORD", "hunter22"))
            .execute("config", "--set", "lily.server.port=8080");

    assertThat(status).isZero();
    assertThat(out.toString())
        .containsPattern("lily.server.port +8080 +command line")
        .containsPattern("lily.security.admin-password +\\*{8} +environment")
        .contains("HTTP port; 0 takes any free one")
        .doesNotContain("hunter22");
  }

  @Test
  void configForProgramsIsJson() {
    assertThat(lily.execute("config", "--json")).isZero();
    assertThat(out.toString()).startsWith("[").contains("\"key\" : \"lily.server.port\"");
  }

  @Test
  void faultySettingsEndEveryCommandWithAllFaults() {
    int status = lily.execute("start", "--set", "lily.server.port=x", "--set", "lily.nix=1");

    assertThat(status).isEqualTo(ExitCode.SETTINGS.number());
    assertThat(err.toString()).contains("lily.server.port = 'x'", "lily.nix (command line)");
  }

  @Test
  void withoutAServerThereIsNothingToStopOrAsk() {
    assertThat(lily.execute("stop")).isZero();
    assertThat(lily.execute("status")).isEqualTo(ExitCode.NOT_RUNNING.number());
    assertThat(lily.execute("api-key", "list")).isEqualTo(ExitCode.NOT_RUNNING.number());
    assertThat(lily.execute("gremlin", "g.V()")).isEqualTo(ExitCode.NOT_RUNNING.number());
    assertThat(out.toString()).contains("Lily is not running");
    assertThat(err.toString()).contains("start it with ./lily start");
  }

  @Test
  void aRefusedStartIsOneMessageAndItsStatus() {
    int status = lily.execute("start", "--foreground");

    assertThat(status).isEqualTo(ExitCode.PORT_IN_USE.number());
    assertThat(err.toString()).isEqualToIgnoringNewLines("Lily cannot do this: port 1 is taken");
  }

  @Test
  void aSecondStartIsFineUnlessItWantsAnotherPort() throws Exception {
    ServerState state = new ServerState(7, "1.0", Instant.EPOCH, "127.0.0.1", 21000, true, 0);
    try (DataFolder held = DataFolder.open(home.resolve("data"), state)) {
      assertThat(lily.execute("start")).isZero();
      int other = lily.execute("start", "--set", "lily.server.port=21999");

      assertThat(held.path()).exists();
      assertThat(out.toString()).contains("running already: http://127.0.0.1:21000, process 7");
      assertThat(other).isEqualTo(ExitCode.DATA_IN_USE.number());
      assertThat(err.toString()).contains("For port 21999 stop it first");
    }
  }

  @Test
  void aDistributionSaysWhyItCannotTest() {
    assertThat(lily.execute("test")).isEqualTo(ExitCode.USAGE.number());
    assertThat(out.toString()).contains("run it in a source checkout");
  }

  @Test
  void theSettingsFileIsRead() throws Exception {
    Files.createDirectories(home.resolve("conf"));
    Files.writeString(home.resolve("conf/lily.properties"), "lily.log.level=warn\n");

    assertThat(lily.execute("config")).isZero();
    assertThat(out.toString()).containsPattern("lily.log.level +warn +lily.properties");
  }

  @Test
  void durationsReadWell() {
    assertThat(Durations.text(Duration.ofMillis(7))).isEqualTo("7 ms");
    assertThat(Durations.text(Duration.ofMillis(1234))).isEqualTo("1.2 s");
    assertThat(Durations.text(Duration.ofSeconds(192))).isEqualTo("3 min 12 s");
    assertThat(Durations.text(Duration.ofHours(49))).isEqualTo("2 d 1 h");
  }

  private CommandLine commandLine(Map<String, String> environment) {
    ServerStarter refusing =
        (settings, data, listener) -> {
          throw new StartException(ExitCode.PORT_IN_USE, "port 1 is taken");
        };
    return Lily.commandLine(
            new Surroundings(home, environment, "1.0"),
            refusing,
            DemoScenarios.always(stage -> true))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true));
  }
}
