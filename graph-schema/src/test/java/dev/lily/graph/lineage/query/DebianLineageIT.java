package dev.lily.graph.lineage.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.DebianGraph;
import dev.lily.graph.lineage.EdgeKind;
import dev.lily.graph.lineage.LineageDirection;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.lineage.Op;
import dev.lily.graph.lineage.Stopwatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Cycles and hubs as they are; answers compared with walks over plain lists; prints the times. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DebianLineageIT {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final Op.At AT = new Op.At(TENANT, 1, 1);
  private static final String HUB = "libc6";

  private final ClassificationIndex index = new ClassificationIndex();
  private final LineageQueries queries = new LineageQueries(index, new Warehouse());
  private List<String> names;
  private DebianGraph graph;
  private List<List<Integer>> next;
  private List<List<Integer>> previous;

  @BeforeAll
  void load() {
    Optional<DebianGraph> found = DebianGraph.find();
    assumeTrue(found.isPresent(), "no data beside the project");
    graph = found.get();
    names = new ArrayList<>(graph.packages().keySet());
    fill(index, graph);
    next = lists(0, 1);
    previous = lists(1, 0);
  }

  private static void fill(ClassificationIndex index, DebianGraph graph) {
    List<Op> changes = new ArrayList<>();
    graph
        .packages()
        .forEach(
            (name, id) ->
                changes.add(
                    new Op.PutAsset(
                        AT,
                        new AssetRef(guid(id), new AssetKey("package", name)),
                        List.of(),
                        false)));
    graph.edges().forEach(edge -> changes.add(new Op.PutEdge(AT, edge(edge[0], edge[1]))));
    index.apply(changes);
  }

  private List<List<Integer>> lists(int from, int to) {
    return lists(graph, from, to);
  }

  private static List<List<Integer>> lists(DebianGraph graph, int from, int to) {
    List<List<Integer>> lists = new ArrayList<>();
    graph.packages().keySet().forEach(name -> lists.add(new ArrayList<>()));
    graph.edges().forEach(edge -> lists.get(edge[from]).add(edge[to]));
    return lists;
  }

  private static int[] distances(int root, List<List<Integer>> lists) {
    int[] distances = new int[lists.size()];
    Arrays.fill(distances, -1);
    distances[root] = 0;
    Deque<Integer> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      int node = open.removeFirst();
      for (int to : lists.get(node)) {
        if (distances[to] < 0) {
          distances[to] = distances[node] + 1;
          open.addLast(to);
        }
      }
    }
    return distances;
  }

  private static int reached(int[] distances) {
    return (int) Arrays.stream(distances).filter(distance -> distance > 0).count();
  }

  private Impact impact(int root, LineageDirection direction, int limit) {
    ImpactQuery query =
        new ImpactQuery(
            guid(root), direction, 1_000_000, ImpactQuery.Filter.ALL, limit, Optional.empty());
    return queries.impact(TENANT, query).orElseThrow();
  }

  private Scene scene(int root, int depth, int limit) {
    SceneQuery query =
        new SceneQuery(
            guid(root), LineageDirection.BOTH, depth, Lens.ASSET, limit, Optional.empty());
    return queries.scene(TENANT, query).orElseThrow();
  }

  @Test
  void reachCountsEqualASecondComputation() {
    for (String name : List.of(HUB, "libstdc++6", "python3", "perl", "parl-desktop-world")) {
      int root = graph.packages().get(name);
      int[] below = distances(root, next);
      int[] above = distances(root, previous);
      LineageCounts counts = queries.counts(TENANT, guid(root)).orElseThrow();
      assertThat(counts.downstream().total().datasets()).isEqualTo(reached(below));
      assertThat(counts.upstream().total().datasets()).isEqualTo(reached(above));
      assertThat(counts.downstream().complete()).isTrue();
      int inCycle = 0;
      for (int i = 0; i < below.length; i++) {
        inCycle += below[i] >= 0 && above[i] >= 0 ? 1 : 0;
      }
      assertThat(counts.cycle().datasets() + counts.cycle().columns())
          .isEqualTo(inCycle > 1 ? inCycle : 0);

      Impact impact = impact(root, LineageDirection.DOWNSTREAM, 100_000);
      assertThat(impact.rows()).hasSize(reached(below));
      for (Impact.Row row : impact.rows()) {
        assertThat(row.distance()).isEqualTo(below[(int) row.guid().low()]);
      }
    }
    assertThat(queries.counts(TENANT, guid(graph.packages().get(HUB))).orElseThrow())
        .satisfies(counts -> assertThat(counts.downstream().total().datasets()).isEqualTo(62_122));
  }

  @Test
  void pathsAreAsShortAsASecondComputationSays() {
    Random random = new Random(11);
    int found = 0;
    for (int i = 0; i < 40; i++) {
      int from = i % 2 == 0 ? graph.packages().get(HUB) : random.nextInt(names.size());
      int to = random.nextInt(names.size());
      int away = distances(from, next)[to];
      LineagePath path = queries.path(TENANT, guid(from), guid(to), Lens.ASSET).orElseThrow();
      assertThat(path.outcome() == LineagePath.Outcome.FOUND).isEqualTo(away >= 0);
      if (away >= 0) {
        assertThat(path.length()).isEqualTo(away);
        found++;
      } else {
        assertThat(path.outcome() == LineagePath.Outcome.REVERSE_ONLY)
            .isEqualTo(distances(to, next)[from] >= 0);
      }
    }
    Stopwatch.print("pairs with a path", found, "of 40");
  }

  @Test
  void theLargestCycleIsFound() {
    DebianGraph whole = DebianGraph.findWhole().orElseThrow();
    ClassificationIndex wholeIndex = new ClassificationIndex();
    fill(wholeIndex, whole);
    LineageQueries asked = new LineageQueries(wholeIndex, new Warehouse());
    Cycles cycles = asked.cycles(TENANT, Lens.ASSET, 5, 10);
    Cycle largest = cycles.cycles().get(0);
    int member = (int) largest.members().get(0).low();
    int[] below = distances(member, lists(whole, 0, 1));
    int[] above = distances(member, lists(whole, 1, 0));
    int size = 0;
    for (int i = 0; i < below.length; i++) {
      size += below[i] >= 0 && above[i] >= 0 ? 1 : 0;
    }
    assertThat(largest.datasets()).isEqualTo(size);
    assertThat(largest.members()).hasSize(10);
    assertThat(asked.counts(TENANT, guid(member)).orElseThrow().cycle().datasets()).isEqualTo(size);
    Stopwatch.print("largest of " + cycles.total() + " cycles", size, "packages");
    repeat("cycles", 10, i -> asked.cycles(TENANT, Lens.ASSET, 5, 10));
  }

  @Test
  void printsTimes() {
    int hub = graph.packages().get(HUB);
    Random random = new Random(5);
    repeat("scene, depth 3, 100 nodes, random root", 2000, i -> scene(any(random), 3, 100));
    repeat("scene, depth 3, 1,000 nodes, random root", 500, i -> scene(any(random), 3, 1000));
    repeat("scene, depth 3, 1,000 nodes, hub", 50, i -> scene(hub, 3, 1000));
    repeat("scene, depth 1, 1,000 nodes, hub", 50, i -> scene(hub, 1, 1000));
    repeat("counts, hub", 30, i -> queries.counts(TENANT, guid(hub)));
    repeat("impact, hub, 100 rows", 30, i -> impact(hub, LineageDirection.DOWNSTREAM, 100));
    repeat("impact, hub, 100,000 rows", 20, i -> impact(hub, LineageDirection.DOWNSTREAM, 100_000));
    repeat(
        "path, random pair",
        200,
        i -> queries.path(TENANT, guid(any(random)), guid(any(random)), Lens.ASSET));
    repeat(
        "path, hub to any",
        200,
        i -> queries.path(TENANT, guid(hub), guid(any(random)), Lens.ASSET));
    assertThat(scene(hub, 3, 1000).truncated()).isTrue();
  }

  private int any(Random random) {
    return random.nextInt(names.size());
  }

  private static void repeat(String what, int times, IntConsumer question) {
    double[] millis = new double[times];
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < times; i++) {
        long start = System.nanoTime();
        question.accept(i);
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    Stopwatch.print(what + ", p50", millis[times / 2], "ms");
    Stopwatch.print(what + ", p99", millis[Math.min(times - 1, times * 99 / 100)], "ms");
  }

  private static Guid guid(int id) {
    return new Guid(id * 0x9E3779B97F4A7C15L, id);
  }

  private static LineageEdge edge(int from, int to) {
    return LineageEdge.of(
        guid(from), guid(to), "depends", EdgeKind.DATASET_LINEAGE, PropagateTags.ONE_TO_TWO);
  }
}
