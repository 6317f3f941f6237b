package dev.lily.server.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestTrinoInstallation {
  @TempDir Path folder;

  @Test
  void itIsWhereTheLauncherPutsIt() throws Exception {
    Path home = Files.createDirectories(folder.resolve("lily/trino-476/plugin")).getParent();
    Map<String, String> environment =
        Map.of(
            "XDG_CACHE_HOME",
            folder.toString(),
            "LILY_TRINO_JAVA_HOME",
            java("new", "25.0.3").toString());
    TrinoInstallation found = TrinoInstallation.find(environment);
    assertThat(found.home()).isEqualTo(home);
    assertThat(found.java()).isEqualTo(folder.resolve("new/bin/java"));
  }

  @Test
  void anOldJavaIsPassedOver() throws Exception {
    Files.createDirectories(folder.resolve("trino/plugin"));
    Map<String, String> environment =
        Map.of(
            "LILY_TRINO_HOME",
            folder.resolve("trino").toString(),
            "LILY_TRINO_JAVA_HOME",
            java("old", "17.0.2").toString(),
            "JAVA_HOME",
            java("new", "24").toString());
    assertThat(TrinoInstallation.find(environment).java())
        .isEqualTo(folder.resolve("new/bin/java"));
  }

  @Test
  void whatIsMissingIsSaid() {
    assertThatThrownBy(() -> TrinoInstallation.find(Map.of("LILY_TRINO_HOME", folder.toString())))
        .isInstanceOf(MissingEngineException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("./lily test trino");
  }

  private Path java(String name, String version) throws IOException {
    Path home = folder.resolve(name);
    Path program = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.createFile(program);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }
}
