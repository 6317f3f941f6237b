package dev.lily.policy;

import static dev.lily.policy.PolicyParts.TENANT;
import static dev.lily.policy.PolicyParts.TRINO;
import static dev.lily.policy.PolicyParts.column;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lily.graph.asset.AssetKey;
import dev.lily.policy.Decisions.Reach;
import dev.lily.policy.audit.AuditEvent;
import dev.lily.policy.audit.AuditTrail;
import dev.lily.policy.audit.AuditedDecisions;
import dev.lily.policy.opa.TrinoOpa;
import dev.lily.policy.ranger.Download;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/** Prints how fast decisions are; run by hand, on an idle machine. */
public final class PolicyBench {
  private PolicyBench() {}

  private static AuditedDecisions audited(PolicyParts parts) {
    AuditTrail trail =
        new AuditTrail() {
          @Override
          public boolean wants(boolean denied) {
            return true;
          }

          @Override
          public void add(AuditEvent event) {
            // what writing costs is another thread's
          }
        };
    return new AuditedDecisions(
        parts.decisions, trail, new AuditedDecisions.Door("opa", "r", "trino", PolicyParts.CLOCK));
  }

  public static void main(String[] args) throws Exception {
    long cpu = cpu();
    PolicyParts parts = new PolicyParts(Files.createTempDirectory("bench"));
    print("wiring", "cpu ms", (cpu() - cpu) / 1e6);
    cpu = cpu();
    parts.decisions.warm(TENANT);
    print("two engines, first build", "cpu ms", (cpu() - cpu) / 1e6);
    Map<AssetKey, List<String>> tags = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      tags.put(column("wide" + i / 1000, "c" + i), List.of("PII"));
    }
    long start = System.nanoTime();
    parts.classifications.setAll(tags);
    print("10,000 columns tagged in one change", "ms", (System.nanoTime() - start) / 1e6);
    Asker bob = new Asker(TENANT, TRINO, "bob", Set.of("analysts"));
    EngineResource table =
        EngineResource.of("catalog", "memory", "schema", "default", "table", "wide0");
    measure(
        "mask of one tagged column",
        200_000,
        i -> {
          var unused =
              parts.decisions.mask(bob, table, new Decisions.Column("c" + i % 1000, "varchar"));
        });
    measure(
        "mask of one plain column",
        200_000,
        i -> {
          var unused =
              parts.decisions.mask(bob, table, new Decisions.Column("d" + i % 1000, "varchar"));
        });
    measure(
        "access to one table",
        200_000,
        i -> {
          var unused = parts.decisions.access(bob, table, "select", Reach.SELF);
        });
    for (String prefix : List.of("d", "c")) {
      JsonNode batch = batch(prefix);
      measure(
          "OPA batch mask, 1,000 columns " + prefix,
          3_000,
          i -> {
            var unused = parts.opa.columnMasks(TENANT, TRINO, batch);
          });
      TrinoOpa audited = new TrinoOpa(audited(parts));
      measure(
          "the same, audited",
          3_000,
          i -> {
            var unused = audited.columnMasks(TENANT, TRINO, batch);
          });
    }
    long version = parts.downloads.tags(TENANT, TRINO, -1, true).version();
    measure(
        "poll of tags, nothing new",
        200_000,
        i -> {
          var unused = parts.downloads.tags(TENANT, TRINO, version, true);
        });
    long[] known = {version};
    measure(
        "one column tagged and its delta",
        5_000,
        i -> {
          parts.classifications.set(
              column("wide0", "c" + i % 1000), i / 1000 % 2 == 0 ? "SECRET" : "PII");
          Download delta = parts.downloads.tags(TENANT, TRINO, known[0], true);
          known[0] = delta.version();
        });
    measure(
        "full tags after a change, 10,000 columns",
        20,
        i -> {
          parts.classifications.set(column("wide0", "c" + i), i % 2 == 0 ? "SECRET" : "GDPR");
          var unused = parts.downloads.tags(TENANT, TRINO, -1, false);
        });
    for (int round = 0; round < 20; round++) {
      String tag = "ROUND" + round;
      Map<AssetKey, List<String>> next = new HashMap<>();
      tags.keySet().forEach(asset -> next.put(asset, List.of("PII", tag)));
      start = System.nanoTime();
      parts.classifications.setAll(next);
      print("10,000 columns tagged again, warm", "ms", (System.nanoTime() - start) / 1e6);
    }
  }

  private static JsonNode batch(String prefix) {
    ObjectMapper json = new ObjectMapper();
    ObjectNode root = json.createObjectNode();
    ObjectNode input = root.putObject("input");
    input.putObject("context").putObject("identity").put("user", "bob").putArray("groups");
    ArrayNode resources =
        input.putObject("action").put("operation", "GetColumnMask").putArray("filterResources");
    for (int i = 0; i < 1000; i++) {
      resources
          .addObject()
          .putObject("column")
          .put("catalogName", "memory")
          .put("schemaName", "default")
          .put("tableName", "wide0")
          .put("columnName", prefix + i)
          .put("columnType", "varchar");
    }
    return root;
  }

  private static void measure(String what, int times, IntConsumer work) {
    for (int i = 0; i < times / 2; i++) {
      work.accept(i);
    }
    long[] nanos = new long[times];
    long cpu = cpu();
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      work.accept(i);
      nanos[i] = System.nanoTime() - start;
    }
    double perCall = (cpu() - cpu) / 1e3 / times;
    Arrays.sort(nanos);
    System.out.printf(
        "%-45s %10.2f us cpu  p50 %10.2f us  p99 %10.2f us  %,10.0f /s/core%n",
        what, perCall, nanos[times / 2] / 1e3, nanos[times * 99 / 100] / 1e3, 1e6 / perCall);
  }

  private static void print(String what, String unit, double value) {
    System.out.printf("%-45s %10.1f %s%n", what, value, unit);
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
