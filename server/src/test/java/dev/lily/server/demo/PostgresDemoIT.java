package dev.lily.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.server.engines.PostgresCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresDemoIT {
  @Test
  void bobSeesHashesAfterTheTag(@TempDir Path home) throws Exception {
    Assumptions.assumeTrue(
        PostgresCluster.binaries().isPresent(),
        "PostgreSQL is not installed: apt-get install postgresql");
    DemoRun run = DemoRun.of(home, "--with-postgres");
    assertThat(run.status()).as(run.output()).isZero();
    assertThat(run.output()).contains("ann@example.de", "after the tag", "bob's masked rows");
  }
}
