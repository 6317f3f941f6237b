package dev.lily.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestDataFolder {
  private static final ServerState STATE =
      new ServerState(4711, "1.0", Instant.parse("2026-01-01T12:00:00Z"), "127.0.0.1", 0, false, 0);

  @TempDir Path root;

  @Test
  void oneProcessHasItAtATime() throws Exception {
    DataFolder first = DataFolder.open(root, STATE);

    StartException refused =
        catchThrowableOfType(StartException.class, () -> DataFolder.open(root, STATE));

    assertThat(refused.exitCode()).isEqualTo(ExitCode.DATA_IN_USE);
    assertThat(refused).hasMessageContaining("in use by process 4711");
    assertThat(DataFolder.running(root)).contains(STATE);
    first.close();
    assertThat(DataFolder.running(root)).isEmpty();
    DataFolder.open(root, STATE).close();
  }

  @Test
  void aNewerFormatIsRefused() throws Exception {
    Files.writeString(root.resolve("VERSION"), "3\n");

    StartException refused =
        catchThrowableOfType(StartException.class, () -> DataFolder.open(root, STATE));

    assertThat(refused.exitCode()).isEqualTo(ExitCode.DATA_FROM_NEWER_VERSION);
    assertThat(refused).hasMessageContaining("has format '3'; this Lily knows formats up to 2");
    assertThat(DataFolder.running(root)).isEmpty();
  }

  @Test
  void anOlderFormatIsTakenOver() throws Exception {
    Files.writeString(root.resolve("VERSION"), "1\n");

    DataFolder.open(root, STATE).close();

    assertThat(root.resolve("VERSION")).hasContent("2");
  }
}
