package dev.lily.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.Delta;
import dev.lily.graph.lineage.Op;
import dev.lily.graph.lineage.Proposal;
import dev.lily.graph.lineage.SnapshotDraft;
import dev.lily.graph.lineage.SnapshotFile;
import dev.lily.graph.lineage.SnapshotLabel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A lineage index that is filled, saved, read back, tagged and cut. */
final class IndexTrial {
  private static final int BATCH = 10_000;
  private static final int ROUNDS = 5;
  private static final int ROOTS = 200;
  private static final String TAG = "PII";

  private final LineageGraph graph;
  private final ObjectNode findings;
  private long knownBytes;
  private ClassificationIndex index = new ClassificationIndex();

  IndexTrial(LineageGraph graph, ObjectNode findings) {
    this.graph = graph;
    this.findings = findings;
  }

  LineageGraph graph() {
    return graph;
  }

  ClassificationIndex index() {
    return index;
  }

  void load() {
    double nodeMillis = Timer.millis(() -> apply(graph.nodes(), graph::asset));
    knownBytes = Timer.heap();
    double edgeMillis = Timer.millis(() -> apply(graph.from().length, graph::link));
    long linked = Timer.heap();
    int edges = index.lineage().edgeCount();
    findings.put("nodes", graph.nodes()).put("edges", edges);
    findings
        .putObject("load")
        .put("nodesPerSecond", Math.round(graph.nodes() / nodeMillis * 1e3))
        .put("edgesPerSecond", Math.round(edges / edgeMillis * 1e3));
    findings
        .putObject("heap")
        .put("bytesPerEdge", Timer.rounded((linked - knownBytes) / (double) edges));
  }

  private void apply(int count, IntFunction<Op> change) {
    List<Op> batch = new ArrayList<>(BATCH);
    for (int i = 0; i < count; i++) {
      batch.add(change.apply(i));
      if (batch.size() == BATCH || i == count - 1) {
        index.apply(batch);
        batch.clear();
      }
    }
  }

  /** Saves, reads back, and goes on with what was read. */
  void snapshot() {
    try {
      Path folder = Files.createTempDirectory("lily-bench");
      Path path = folder.resolve("index.snapshot");
      try {
        snapshot(path);
      } finally {
        Files.deleteIfExists(path);
        Files.delete(folder);
      }
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private void snapshot(Path path) throws IOException {
    SnapshotFile file = new SnapshotFile(path);
    SnapshotLabel label = new SnapshotLabel("bench", 1, "bench", Map.of(), Map.of());
    double[] pauses = new double[ROUNDS];
    double[] publishing = new double[ROUNDS];
    double[] loads = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long begin = System.nanoTime();
      try (SnapshotDraft draft = file.draft(index, label)) {
        pauses[round] = (System.nanoTime() - begin) / 1e6;
        publishing[round] = Timer.millis(() -> draft.publish(List.of()));
      }
      index = new ClassificationIndex();
      if (round == 0) {
        double bytes = knownBytes - Timer.heap();
        ((ObjectNode) findings.path("heap"))
            .put("bytesPerNode", Timer.rounded(bytes / graph.nodes()));
      }
      loads[round] = Timer.millis(() -> index = file.load(any -> Optional.empty()).index());
    }
    ObjectNode found = findings.putObject("snapshot").put("bytes", Files.size(path));
    put(found, "pauseMs", pauses);
    put(found, "publishMs", publishing);
    put(found, "loadMs", loads);
    found.put("edgesPerSecondFirst", Math.round(index.lineage().edgeCount() / loads[0] * 1e3));
  }

  private static void put(ObjectNode into, String name, double... values) {
    var all = into.putArray(name);
    Arrays.stream(values).forEach(value -> all.add(Timer.rounded(value)));
  }

  /** Tags the column that most descend from, and one near the number of Debian's libc6. */
  void tags() {
    int[] roots = graph.widest(ROOTS);
    int[] reach = graph.descendants(roots);
    Comparator<Integer> byReach = Comparator.comparingInt(i -> reach[i]);
    int most = IntStream.range(0, roots.length).boxed().max(byReach).orElseThrow();
    int some =
        IntStream.range(0, roots.length)
            .boxed()
            .min(Comparator.comparingInt(i -> Math.abs(reach[i] - 62_122)))
            .orElseThrow();
    tag("tagMost", roots[most], reach[most]);
    tag("tagSome", roots[some], reach[some]);
    findings
        .putObject("preview")
        .put("descendants", reach[most])
        .put("ms", Timer.rounded(Timer.millis(() -> preview(roots[most]))));
    index.apply(List.of(graph.asset(roots[most], tag(roots[most]))));
  }

  private void preview(int root) {
    index.preview(TenantId.DEFAULT, new Proposal.Classify(tag(root)));
  }

  private Classification tag(int root) {
    return new Classification(TAG, graph.guid(root));
  }

  private void tag(String name, int root, int expected) {
    double[] on = new double[ROUNDS];
    double[] off = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      Delta[] delta = new Delta[1];
      on[round] = Timer.millis(() -> delta[0] = index.apply(List.of(graph.asset(root, tag(root)))));
      int reached = delta[0].spreads().stream().mapToInt(spread -> spread.added().size()).sum();
      if (reached != expected) {
        throw new BenchException("%s reached %d, not %d".formatted(name, reached, expected));
      }
      off[round] = Timer.millis(() -> index.apply(List.of(graph.asset(root))));
    }
    ObjectNode found = findings.putObject(name).put("descendants", expected);
    put(found, "tagMs", on);
    put(found, "untagMs", off);
  }

  /** Cuts and mends edges in the middle, over which the tag with most descendants travels. */
  void cuts() {
    int count = 200;
    long[] cut = new long[count];
    long[] mended = new long[count];
    Random random = new Random(5);
    for (int i = 0; i < count; i++) {
      int edge = graph.from().length / 3 + random.nextInt(graph.from().length / 3);
      int source = graph.from()[edge];
      int target = graph.to()[edge];
      cut[i] = Timer.nanos(() -> index.apply(List.of(graph.cut(source, target))));
      mended[i] = Timer.nanos(() -> index.apply(List.of(graph.link(source, target))));
    }
    put(findings.putObject("cut"), new Latencies(cut));
    put(findings.putObject("relink"), new Latencies(mended));
  }

  static void put(ObjectNode into, Latencies latencies) {
    into.put("count", latencies.count())
        .put("p50", Timer.rounded(latencies.percentile(50)))
        .put("p99", Timer.rounded(latencies.percentile(99)))
        .put("max", Timer.rounded(latencies.max()));
  }
}
