package dev.lily.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.server.demo.DemoRun;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrinoDemoIT {
  @BeforeAll
  static void needsTrino() {
    TrinoFixture.installation();
  }

  @Test
  void bobSeesHashesAfterTheTag(@TempDir Path home) {
    DemoRun run = DemoRun.of(home, "--with-trino");
    assertThat(run.status()).as(run.output()).isZero();
    assertThat(run.output()).contains("ann@example.de", "after the tag", "bob's masked rows");
  }
}
