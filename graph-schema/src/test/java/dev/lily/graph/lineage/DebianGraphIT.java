package dev.lily.graph.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** 98,125 nodes with cycles and hubs of 21,809 neighbours; prints what the steps take. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DebianGraphIT {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final Op.At AT = new Op.At(TENANT, 1, 1);
  private static final String HUB = "libc6";
  private static final int DESCENDANTS = 62_122;

  private final ClassificationIndex index = new ClassificationIndex();
  private DebianGraph graph;

  @BeforeAll
  void load() {
    Optional<DebianGraph> found = DebianGraph.find();
    assumeTrue(found.isPresent(), "no data beside the project");
    graph = found.get();
    List<Op> nodes = new ArrayList<>();
    graph.packages().forEach((name, id) -> nodes.add(put(name, false)));
    Stopwatch.millis("load " + nodes.size() + " assets", () -> index.apply(nodes));
    List<Op> edges = new ArrayList<>();
    graph.edges().forEach(edge -> edges.add(new Op.PutEdge(AT, edge(edge[0], edge[1]))));
    double millis = Stopwatch.millis("load " + edges.size() + " edges", () -> index.apply(edges));
    Stopwatch.print("load", edges.size() / millis * 1000, "edges/s");
  }

  @Test
  @Order(1)
  void aTagReachesEveryDescendantAndLeavesThemAgain() {
    assertThat(graph.descendants(HUB)).isEqualTo(DESCENDANTS);
    for (int round = 0; round < 5; round++) {
      assertThat(tag(round).spreads().get(0).added()).hasSize(DESCENDANTS);
      assertThat(index.classified(TENANT, "PII")).hasSize(DESCENDANTS + 1);
      assertThat(untag(round).spreads().get(0).removed()).hasSize(DESCENDANTS);
      assertThat(index.classified(TENANT)).isEmpty();
    }
  }

  @Test
  @Order(2)
  void everyHubReachesWhatASecondComputationCounts() {
    for (String hub : List.of("libstdc++6", "python3", "libgcc-s1", "perl", "libssl3")) {
      Delta delta = index.apply(List.of(put(hub, true)));
      assertThat(delta.spreads().get(0).added()).hasSize(graph.descendants(hub));
      index.apply(List.of(put(hub, false)));
    }
  }

  @Test
  @Order(3)
  void cuttingAndMendingEdgesKeepsTheTagWhereAnotherWayLeads() {
    index.apply(List.of(put(HUB, true)));
    List<int[]> edges = graph.edges();
    double worst = 0;
    long start = System.nanoTime();
    int changes = 0;
    for (int i = 0; i < edges.size(); i += 331) {
      LineageEdge edge = edge(edges.get(i)[0], edges.get(i)[1]);
      long before = System.nanoTime();
      index.apply(List.of(new Op.RemoveEdge(AT, edge.from(), edge.to(), edge.relationshipType())));
      worst = Math.max(worst, (System.nanoTime() - before) / 1e6);
      index.apply(List.of(new Op.PutEdge(AT, edge)));
      changes += 2;
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Stopwatch.print("cut and mend edges, one at a time", changes / seconds, "changes/s");
    Stopwatch.print("slowest cut", worst, "ms");
    assertThat(index.classified(TENANT, "PII")).hasSize(DESCENDANTS + 1);
  }

  @Test
  @Order(6)
  void whatIsLostAndRegainedEqualsASecondComputation() {
    index.apply(List.of(put(HUB, true)));
    List<int[]> edges = new ArrayList<>(graph.edges());
    Collections.shuffle(edges, new Random(7));
    int cut = edges.size() / 3;
    double worst = 0;
    for (int i = 0; i < cut; i++) {
      LineageEdge edge = edge(edges.get(i)[0], edges.get(i)[1]);
      long before = System.nanoTime();
      index.apply(List.of(new Op.RemoveEdge(AT, edge.from(), edge.to(), edge.relationshipType())));
      worst = Math.max(worst, (System.nanoTime() - before) / 1e6);
      if (i % 20_000 == 0) {
        assertCarried(edges.subList(i + 1, edges.size()));
      }
    }
    Stopwatch.print("slowest of " + cut + " cuts that stay", worst, "ms");
    for (int i = 0; i < cut; i++) {
      index.apply(List.of(new Op.PutEdge(AT, edge(edges.get(i)[0], edges.get(i)[1]))));
    }
    assertCarried(edges);
  }

  private void assertCarried(List<int[]> edges) {
    int expected = new DebianGraph(graph.packages(), edges).descendants(HUB);
    assertThat(index.classified(TENANT, "PII")).hasSize(expected + 1);
  }

  @Test
  @Order(4)
  void everyPathExplainsTheTagAndDecisionsAreQuick() {
    index.apply(List.of(put(HUB, true)));
    String far = "parl-desktop-world";
    Stopwatch.millis("first shortest path", () -> path(far));
    Stopwatch.millis("shortest path to a package with 2,093 ancestors", () -> path(far));
    List<LineageEdge> path = path(far).orElseThrow();
    assertThat(path.get(0).from()).isEqualTo(guid(graph.packages().get(HUB)));
    assertThat(path.get(path.size() - 1).to()).isEqualTo(guid(graph.packages().get(far)));
    int questions = 200_000;
    double millis =
        Stopwatch.millis(
            questions + " decisions",
            () -> {
              for (int i = 0; i < questions; i++) {
                index.of(TENANT, key(far));
              }
            });
    Stopwatch.print("decision", millis / questions * 1000, "µs");
  }

  @Test
  @Order(4)
  void whyIsQuickForWhateverPackage() {
    List<String> names = new ArrayList<>(graph.packages().keySet());
    Collections.shuffle(names, new Random(3));
    names.subList(0, 3_000).forEach(name -> index.apply(List.of(put(name, true))));
    Why.Limits limits = new Why.Limits(100, 100, 100);
    List<Double> millis = new ArrayList<>();
    int most = 0;
    for (String name : names.subList(0, 6_000)) {
      long start = System.nanoTime();
      Why why = index.why(TENANT, guid(graph.packages().get(name)), "PII", limits).orElseThrow();
      millis.add((System.nanoTime() - start) / 1e6);
      most = Math.max(most, why.originCount());
      assertThat(why.origins()).hasSize(Math.min(100, why.originCount()));
    }
    Collections.sort(millis);
    Stopwatch.print("why, most origins of one package", most, "");
    Stopwatch.print("why, median", millis.get(millis.size() / 2), "ms");
    Stopwatch.print("why, p99", millis.get(millis.size() * 99 / 100), "ms");
    Stopwatch.print("why, worst", millis.get(millis.size() - 1), "ms");
    names.subList(0, 3_000).forEach(name -> index.apply(List.of(put(name, false))));
  }

  @Test
  @Order(5)
  void surroundingsAreBounded() {
    LineageQuery query =
        new LineageQuery(
            guid(graph.packages().get(HUB)),
            LineageDirection.BOTH,
            6,
            2000,
            5000,
            LineageQuery.LINEAGE);
    for (int round = 0; round < 5; round++) {
      Stopwatch.millis("2,000 nodes around " + HUB, () -> index.lineage().slice(TENANT, query));
    }
    LineageSlice slice = index.lineage().slice(TENANT, query).orElseThrow();
    assertThat(slice.truncated()).isTrue();
    assertThat(slice.nodes()).hasSizeLessThanOrEqualTo(2000);
  }

  private Optional<List<LineageEdge>> path(String name) {
    Guid origin = guid(graph.packages().get(HUB));
    return index.shortestPath(TENANT, origin, guid(graph.packages().get(name)), "PII");
  }

  private Delta tag(int round) {
    Delta[] delta = new Delta[1];
    Stopwatch.millis("tag, round " + round, () -> delta[0] = index.apply(List.of(put(HUB, true))));
    return delta[0];
  }

  private Delta untag(int round) {
    Delta[] delta = new Delta[1];
    Stopwatch.millis(
        "untag, round " + round, () -> delta[0] = index.apply(List.of(put(HUB, false))));
    return delta[0];
  }

  private Op.PutAsset put(String name, boolean tagged) {
    Guid guid = guid(graph.packages().get(name));
    List<Classification> own =
        tagged
            ? List.of(
                new Classification(
                    "PII", guid, Map.of(), Classification.Rules.PROPAGATE, List.of()))
            : List.of();
    return new Op.PutAsset(AT, new AssetRef(guid, key(name)), own, false);
  }

  private static AssetKey key(String name) {
    return new AssetKey("package", name);
  }

  private static Guid guid(int id) {
    return new Guid(id * 0x9E3779B97F4A7C15L, id);
  }

  private static LineageEdge edge(int from, int to) {
    return LineageEdge.of(
        guid(from), guid(to), "depends", EdgeKind.DATASET_LINEAGE, PropagateTags.ONE_TO_TWO);
  }
}
