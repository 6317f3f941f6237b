package dev.lily.graph.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** A million columns and three million edges: what they weigh and how fast a tag runs. */
class LineageScaleIT {
  private static final int NODES = 1_000_000;
  private static final int EDGES = 3_000_000;
  private static final int BATCH = 10_000;
  private static final Op.At AT = new Op.At(TenantId.DEFAULT, 1, 1);

  @Test
  void aMillionColumnsFitTheBudget() {
    ClassificationIndex index = new ClassificationIndex();
    long empty = Stopwatch.heap();
    load(index, "assets", NODES, id -> asset(id, List.of()));
    long loaded = Stopwatch.heap();
    Stopwatch.print("heap per asset", (loaded - empty) / (double) NODES, "bytes");
    assertThat((loaded - empty) / NODES).isLessThanOrEqualTo(96);

    Random random = new Random(1);
    load(index, "edges", EDGES, id -> new Op.PutEdge(AT, edge(id, random)));
    long linked = Stopwatch.heap();
    int edges = index.lineage().edgeCount();
    Stopwatch.print("heap per edge", (linked - loaded) / (double) edges, "bytes");
    assertThat((linked - loaded) / edges).isLessThanOrEqualTo(64);

    for (int round = 0; round < 3; round++) {
      List<Op> tag = List.of(asset(0, List.of(new Classification("PII", guid(0)))));
      Delta[] delta = new Delta[1];
      Stopwatch.millis("tag, round " + round, () -> delta[0] = index.apply(tag));
      Stopwatch.print("descendants", delta[0].spreads().get(0).added().size(), "");
      List<Op> untag = List.of(asset(0, List.of()));
      Stopwatch.millis("untag, round " + round, () -> index.apply(untag));
    }
    churn(index, random);
  }

  private static void churn(ClassificationIndex index, Random random) {
    index.apply(List.of(asset(0, List.of(new Classification("PII", guid(0))))));
    double worst = 0;
    long start = System.nanoTime();
    int changes = 2000;
    for (int i = 0; i < changes; i++) {
      LineageEdge edge = edge(i % 2 == 0 ? NODES + i : random.nextInt(NODES), random);
      long before = System.nanoTime();
      index.apply(
          List.of(
              i % 2 == 0
                  ? new Op.PutEdge(AT, edge)
                  : new Op.RemoveEdge(AT, edge.from(), edge.to(), edge.relationshipType())));
      worst = Math.max(worst, (System.nanoTime() - before) / 1e6);
    }
    Stopwatch.print("changes", changes / ((System.nanoTime() - start) / 1e9), "per second");
    Stopwatch.print("slowest change", worst, "ms");
  }

  private static void load(
      ClassificationIndex index, String what, int count, IntFunction<Op> operation) {
    double millis =
        Stopwatch.millis(
            "load " + count + " " + what,
            () -> {
              List<Op> batch = new ArrayList<>(BATCH);
              for (int id = 0; id < count; id++) {
                batch.add(operation.apply(id));
                if (batch.size() == BATCH) {
                  index.apply(batch);
                  batch.clear();
                }
              }
              index.apply(batch);
            });
    Stopwatch.print("load", count / millis * 1000, what + "/s");
  }

  private static Op.PutAsset asset(int id, List<Classification> own) {
    String name = "sales.table_" + id / 20 + ".column_" + id % 20 + "@prod";
    return new Op.PutAsset(AT, new AssetRef(guid(id), new AssetKey("column", name)), own, false);
  }

  private static Guid guid(int id) {
    return new Guid(id * 0x9E3779B97F4A7C15L, ~id * 0xC2B2AE3D27D4EB4FL);
  }

  /** Each column feeds the next, so that all hang together, and others near and far. */
  private static LineageEdge edge(int id, Random random) {
    int from = id % NODES;
    int to = id < NODES ? (from + 1) % NODES : (from + 1 + random.nextInt(5000)) % NODES;
    return LineageEdge.of(
        guid(from), guid(to), "derives", EdgeKind.COLUMN_LINEAGE, PropagateTags.ONE_TO_TWO);
  }
}
