package dev.lily.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestServerUsage {
  @Test
  void readsAFieldOfTheStatus() {
    List<String> status = List.of("Name:\tjava", "VmHWM:\t  189340 kB", "VmRSS:\t  177324 kB");
    assertThat(ServerUsage.kilobytes(status, "VmRSS")).isEqualTo(177324);
    assertThat(ServerUsage.kilobytes(status, "VmHWM")).isEqualTo(189340);
    assertThat(ServerUsage.kilobytes(status, "VmSwap")).isZero();
  }

  @Test
  void sumsTheFilesOfAFolder(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("a/b"));
    Files.write(folder.resolve("one"), new byte[10]);
    Files.write(folder.resolve("a/b/two"), new byte[32]);
    assertThat(Usage.bytesIn(folder)).isEqualTo(42);
  }
}
