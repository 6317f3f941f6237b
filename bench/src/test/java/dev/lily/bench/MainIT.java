package dev.lily.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the workloads against a server that answers at once, to see that they ask the right things.
 */
class MainIT {
  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private FakeCatalog catalog;

  @BeforeEach
  void start() throws IOException {
    catalog = new FakeCatalog();
  }

  @AfterEach
  void stop() {
    catalog.close();
  }

  @Test
  void createsAsManyEntitiesAsAsked() throws IOException {
    JsonNode report = run(0, "bulk-create", "--entities", "630", "--tables-per-request", "3");
    assertThat(catalog.assets()).isEqualTo(630);
    assertThat(report.path("calls").asInt()).isEqualTo(10);
    assertThat(report.path("unitsPerCall").asInt()).isEqualTo(63);
    assertThat(report.path("rateByTenth")).hasSize(10);
    assertThat(report.at("/machine/cores").asInt()).isPositive();
  }

  @Test
  void sendsTheSameEntitiesTwice() throws IOException {
    JsonNode report = run(0, "resend", "--entities", "210", "--tables-per-request", "1");
    assertThat(catalog.assets()).isEqualTo(210);
    assertThat(report.path("calls").asInt()).isEqualTo(10);
  }

  @Test
  void readsTheLineageItStored() throws IOException {
    JsonNode report = run(0, "lineage", "--calls", "5");
    assertThat(report.at("/findings/nodes").asInt()).isEqualTo(197);
    assertThat(catalog.assets()).isEqualTo(1 + 2 * (4 + 16 + 64 + 256 + 2 + 4 + 8));
  }

  @Test
  void readsAPageOfTheScene() throws IOException {
    JsonNode report = run(0, "scene", "--calls", "5");
    assertThat(report.at("/findings/nodes").asInt()).isEqualTo(1000);
    assertThat(report.at("/findings/total").asInt())
        .isEqualTo(1 + 2 * (5 + 25 + 125 + 625 + 2 + 4 + 8));
  }

  @Test
  void tagsAndUntagsUntilTheAnswerChanges() throws IOException {
    JsonNode report = run(0, "tag-to-decision", "--columns", "300", "--times", "4");
    assertThat(catalog.events()).isEqualTo(3);
    assertThat(report.path("calls").asInt()).isEqualTo(4);
    assertThat(report.at("/findings/columns").asInt()).isEqualTo(300);
    assertThat(report.at("/findings/notYetMaskedElsewhere").asInt()).isZero();
    assertThat(catalog.tagged()).isFalse();
  }

  @Test
  void tagsAndWaitsUntilAllIsWritten() throws IOException {
    JsonNode report = run(0, "materialise", "--columns", "300", "--times", "2");
    assertThat(report.path("calls").asInt()).isEqualTo(2);
    assertThat(report.path("unitsPerCall").asInt()).isEqualTo(300);
    assertThat(catalog.tagged()).isFalse();
  }

  @Test
  void asksForOneColumnAfterTheOther() throws IOException {
    JsonNode report = run(0, "opa-single", "--columns", "7", "--calls", "20");
    assertThat(report.path("calls").asInt()).isEqualTo(20);
    assertThat(report.path("unitsPerCall").asInt()).isEqualTo(1);
    assertThat(catalog.tagged()).isFalse();
  }

  @Test
  void changesPoliciesAndTagsOneByOne() throws IOException {
    JsonNode report =
        run(0, "plugin-changes", "--columns", "250", "--policies", "30", "--changes", "4");
    assertThat(catalog.assets()).isEqualTo(3 * 101);
    assertThat(catalog.events()).isEqualTo(4);
    assertThat(report.path("calls").asInt()).isEqualTo(4);
    assertThat(report.at("/findings/making/columns").asInt()).isEqualTo(300);
    assertThat(report.at("/findings/policyChange/changes").asInt()).isEqualTo(4);
    assertThat(report.at("/findings/tagChange/changes").asInt()).isEqualTo(4);
    assertThat(report.at("/findings/tagChange/failed").asInt()).isZero();
    assertThat(report.at("/findings/allTags/bytes").asInt()).isPositive();
  }

  @Test
  void readsBytesAndMemoryWhenToldWhere() throws IOException {
    Files.write(folder.resolve("store"), new byte[100]);
    JsonNode report =
        run(
            0,
            "opa-batch",
            "--calls",
            "10",
            "--data",
            folder.toString(),
            "--server-pid",
            Long.toString(ProcessHandle.current().pid()));
    assertThat(report.at("/data/bytes").asLong()).isPositive();
    assertThat(report.at("/server/residentMb").asLong()).isPositive();
    assertThat(report.path("unit").asText()).isEqualTo("columns");
  }

  @Test
  void measuresTheIndexWithoutAServer() throws IOException {
    assertThat(
            main(
                List.of(
                    "lineage-index",
                    "--nodes",
                    "10000",
                    "--edges",
                    "30000",
                    "--calls",
                    "50",
                    "--churn-seconds",
                    "1")))
        .as(err.toString(StandardCharsets.UTF_8))
        .isZero();
    JsonNode report = Json.parse(out.toByteArray());
    assertThat(report.path("calls").asInt()).isEqualTo(50);
    assertThat(report.at("/findings/tagMost/descendants").asInt()).isEqualTo(9_999);
    assertThat(report.at("/findings/snapshot/bytes").asInt()).isPositive();
    assertThat(report.at("/findings/churn/count").asInt()).isPositive();
    for (String mode : List.of("fillBlanks", "collect")) {
      JsonNode preview = report.at("/findings/inheritPreview/" + mode);
      assertThat(preview.path("complete").asBoolean()).isTrue();
      assertThat(preview.path("gained").asInt()).isPositive();
    }
  }

  @Test
  void readsAStoredGraphThatItKeeps() throws IOException {
    List<String> load = List.of("load-graph", "--times", "1", "--folder", folder + "/kept");
    for (int run = 0; run < 2; run++) {
      out.reset();
      assertThat(main(load)).as(err.toString(StandardCharsets.UTF_8)).isZero();
      JsonNode findings = Json.parse(out.toByteArray()).path("findings");
      assertThat(findings.has("writeSeconds")).isEqualTo(run == 0);
      assertThat(findings.at("/rounds/0/nodes").asInt()).isEqualTo(4_200);
      assertThat(findings.at("/rounds/0/edges").asInt()).isBetween(10_000, 12_000);
      assertThat(findings.at("/rounds/0/edgesPerSecond").asInt()).isPositive();
    }
  }

  @Test
  void runsEveryWorkloadInTheSuite() throws IOException {
    JsonNode results = run(0, "suite").path("results");
    assertThat(results).hasSize(Main.workloads().size());
    assertThat(results).noneMatch(result -> result.has("error"));
  }

  @Test
  void reportsWhatTheServerRefused() throws IOException {
    Path password = Files.writeString(folder.resolve("wrong"), "guess");
    int status =
        main(List.of("read-full", "--url", catalog.url(), "--password-file", password.toString()));
    assertThat(status).isEqualTo(1);
    assertThat(Json.parse(out.toByteArray()).path("error").asText()).contains("answered 401");
  }

  @Test
  void saysWhatIsWrongWithTheCommandLine() {
    assertThat(main(List.of("bulk", "--url", catalog.url()))).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("bench: unknown workload bulk");
  }

  private JsonNode run(int status, String... arguments) throws IOException {
    Path password = folder.resolve("password");
    Files.writeString(password, FakeCatalog.PASSWORD + "\n");
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--url", catalog.url(), "--password-file", password.toString()));
    assertThat(main(all)).as(err.toString(StandardCharsets.UTF_8)).isEqualTo(status);
    return Json.parse(out.toByteArray());
  }

  private int main(List<String> arguments) {
    return new Main(
            Main.workloads(),
            Clock.systemUTC(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(arguments);
  }
}
