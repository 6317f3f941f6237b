package dev.lily.policy;

import static dev.lily.policy.PolicyParts.CLOCK;
import static dev.lily.policy.PolicyParts.CONTEXT;
import static dev.lily.policy.PolicyParts.TENANT;
import static dev.lily.policy.PolicyParts.TRINO;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lily.policy.ranger.Download;
import dev.lily.policy.ranger.LockoutCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** Prints what one change among 10,000 policies costs; run by hand, on an idle machine. */
public final class ManyPoliciesBench {
  private static final int POLICIES = 10_000;

  private ManyPoliciesBench() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("bench");
    Files.createDirectories(folder.resolve("default"));
    List<Policy> policies = new ArrayList<>();
    for (int i = 1; i <= POLICIES; i++) {
      policies.add(policy(i, 0).stored(i, 1, "bench", 0));
    }
    JsonMapper.builder()
        .build()
        .writeValue(
            folder.resolve("default/policies.json").toFile(), new PolicySet(POLICIES, 0, policies));
    PolicyParts parts = new PolicyParts(folder);
    long start = System.nanoTime();
    parts.decisions.warm(TENANT);
    print("engines of two services made of all policies", start);
    LockoutCheck lockout = new LockoutCheck(parts.engines, parts.directories, CLOCK);
    long version = parts.downloads.policies(TENANT, TRINO, -1, true).version();
    long[] checks = new long[60];
    long[] puts = new long[60];
    long[] deltas = new long[60];
    for (int i = 0; i < puts.length; i++) {
      Policy before = parts.policies.current(TENANT).find(100L + i).orElseThrow();
      Policy changed = policy((int) before.id(), i + 1).stored(before.id(), 1, "", 0);
      start = System.nanoTime();
      lockout.check(TENANT, parts.policies.current(TENANT).with(changed), List.of(before, changed));
      checks[i] = System.nanoTime() - start;
      start = System.nanoTime();
      parts.policies.put(CONTEXT, changed);
      puts[i] = System.nanoTime() - start;
      start = System.nanoTime();
      Download delta = parts.downloads.policies(TENANT, TRINO, version, true);
      deltas[i] = System.nanoTime() - start;
      version = delta.version();
      if (i == 0) {
        print("delta", ((Download.Document) delta).json());
      }
    }
    print("lockout check", checks);
    print("put, with engines", puts);
    print("delta made", deltas);
    start = System.nanoTime();
    long[] size = new long[1];
    Download full = parts.downloads.policies(TENANT, TRINO, -1, true);
    ((Download.Stream) full).content().write(counting(size));
    print("everything written, " + size[0] + " bytes", start);
    start = System.nanoTime();
    PolicyParts again = new PolicyParts(folder);
    print("policies read, " + again.policies.current(TENANT).version(), start);
  }

  private static Policy policy(int i, int round) {
    return new Policy(
        "Analysts of area " + i + " read its tables",
        Subjects.ofGroups("analysts_" + i % 100 + (round == 0 ? "" : "_" + round)),
        i % 10 == 0
            ? Target.classifications("TAG_" + i)
            : Target.resources(
                ResourcePattern.of("catalog", "lake", "schema", "area" + i / 10, "table", "t" + i)),
        i % 10 == 0 ? new Effect.Mask(MaskType.MASK_HASH) : new Effect.Allow(Set.of("select")),
        Subjects.NOBODY);
  }

  private static OutputStream counting(long[] size) {
    return new OutputStream() {
      @Override
      public void write(int one) {
        size[0]++;
      }

      @Override
      public void write(byte[] bytes, int from, int length) {
        size[0] += length;
      }
    };
  }

  private static void print(String what, byte[] json) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(json);
    }
    System.out.printf("%s: %d bytes, %d with gzip%n", what, json.length, packed.size());
    JsonMapper mapper = new JsonMapper();
    System.out.println(mapper.readTree(json).path("policyDeltas"));
  }

  private static void print(String what, long start) {
    System.out.printf("%s: %.1f ms%n", what, (System.nanoTime() - start) / 1e6);
  }

  private static void print(String what, long[] times) {
    Arrays.sort(times);
    System.out.printf(
        "%s: p50 %.1f ms, max %.1f ms%n",
        what, times[times.length / 2] / 1e6, times[times.length - 1] / 1e6);
  }
}
