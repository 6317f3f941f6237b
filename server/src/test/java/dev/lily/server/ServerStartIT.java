package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.server.operations.DataFolder;
import dev.lily.server.operations.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that cannot start says why and what to do, ends with its status, and breaks nothing. */
class ServerStartIT {
  @TempDir private Path folder;

  @Test
  void unknownSettingsAreRefusedBeforeAnythingIsMade() throws Exception {
    Path data = folder.resolve("none");

    StartedProcess refused = StartedProcess.run(data, "lily.server.prt=1", "lily.nix=2");

    assertThat(refused.exitCode()).isEqualTo(ExitCode.SETTINGS.number());
    assertThat(refused.output()).contains("lily.server.prt", "lily.nix").doesNotContain("\tat ");
    assertThat(data).doesNotExist();
  }

  @Test
  void aFolderAndAPortBelongToOneProcess() throws Exception {
    Path data = folder.resolve("first");
    try (CrashServer first = CrashServer.launch(data)) {
      first.awaitReady();
      String pid = String.valueOf(DataFolder.running(data).orElseThrow().pid());
      int port = DataFolder.running(data).orElseThrow().port();

      StartedProcess same = StartedProcess.run(data, "lily.server.port=0");
      assertRefused(same, ExitCode.DATA_IN_USE, "process " + pid, "./lily stop");

      Path other = folder.resolve("second");
      StartedProcess taken = StartedProcess.run(other, "lily.server.port=" + port);
      assertRefused(taken, ExitCode.PORT_IN_USE, "port " + port, "lily.server.port");
      assertThat(DataFolder.published(other)).isEmpty();
      assertThat(first.get("/api/lily/v1/health/ready")).contains("\"ready\"");
    }
    damage(data);
  }

  @Test
  void dataOfANewerLilyIsLeftAlone() throws Exception {
    Files.writeString(folder.resolve("VERSION"), "99\n");

    StartedProcess refused = StartedProcess.run(folder, "lily.server.port=0");

    assertRefused(refused, ExitCode.DATA_FROM_NEWER_VERSION, "format '99'", "newer Lily");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("VERSION", "lily.lock");
    }
  }

  /** The folder of a server that was killed, with one part after another damaged. */
  private static void damage(Path data) throws Exception {
    Path broker = data.resolve("kafka/logs/meta.properties");
    byte[] kept = Files.readAllBytes(broker);
    Files.delete(broker);
    StartedProcess brokerGone = StartedProcess.run(data, "lily.server.port=0");
    assertRefused(brokerGone, ExitCode.FAILED, "kafka", "meta.properties", "backup");
    Files.write(broker, kept);

    byte[] garbage = "this was a graph".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    for (Path file : graphFiles(data)) {
      Files.write(file, garbage);
    }
    StartedProcess graphGone = StartedProcess.run(data, "lily.server.port=0");
    assertRefused(graphGone, ExitCode.FAILED, "graph", "backup", "lily.data.folder");
    for (Path file : graphFiles(data)) {
      assertThat(Files.readAllBytes(file)).isEqualTo(garbage);
    }
  }

  private static List<Path> graphFiles(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve("graph"))) {
      return files
          .filter(file -> file.toString().endsWith(".jdb"))
          .sorted(Comparator.naturalOrder())
          .toList();
    }
  }

  private static void assertRefused(StartedProcess refused, ExitCode code, String... words) {
    assertThat(refused.exitCode()).as(refused.output()).isEqualTo(code.number());
    assertThat(refused.refusals()).as(refused.output()).hasSize(1);
    assertThat(refused.refusals().get(0)).contains(words).doesNotContain("Exception");
    assertThat(refused.output()).doesNotContain("\tat ");
  }
}
