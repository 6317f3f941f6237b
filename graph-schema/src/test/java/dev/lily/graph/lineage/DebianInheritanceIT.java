package dev.lily.graph.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.rule.InheritRule;
import dev.lily.graph.rule.InheritRule.Direction;
import dev.lily.graph.rule.InheritRule.Mode;
import dev.lily.graph.rule.InheritRule.Over;
import dev.lily.graph.rule.RuleSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Inheritance on the package graph of Debian, one of a hundred packages with a value. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DebianInheritanceIT {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final Op.At AT = new Op.At(TENANT, 1, 1);
  private static final int ASKED = 3_000;
  private static final int SPARSE = 100;
  private static final int ROUNDS = 5;

  private final ClassificationIndex index = new ClassificationIndex();
  private DebianGraph graph;

  @BeforeAll
  void load() {
    Optional<DebianGraph> found = DebianGraph.find();
    assumeTrue(found.isPresent(), "no data beside the project");
    graph = found.get();
    List<Op> ops = new ArrayList<>();
    graph
        .packages()
        .forEach(
            (name, id) ->
                ops.add(
                    new Op.PutAsset(
                        AT,
                        new AssetRef(guid(id), new AssetKey("package", name)),
                        List.of(),
                        false,
                        "",
                        id % SPARSE == 0 ? Set.of("owner") : Set.of())));
    for (int[] edge : graph.edges()) {
      ops.add(
          new Op.PutEdge(
              AT,
              LineageEdge.of(
                  guid(edge[0]),
                  guid(edge[1]),
                  "depends",
                  EdgeKind.COLUMN_LINEAGE,
                  PropagateTags.ONE_TO_TWO)));
    }
    index.apply(ops);
  }

  private static Guid guid(int id) {
    return new Guid(id + 1L, 11);
  }

  @Test
  void theNearestIsAsNearAsASecondComputationSays() {
    for (int depth : List.of(3, 50)) {
      for (Mode mode : List.of(Mode.FILL_BLANKS, Mode.COLLECT)) {
        rule(mode, depth);
        measure(
            "inherited, %s, depth %d".formatted(mode, depth),
            id -> index.inherited(TENANT, guid(id), Optional.empty(), 20));
      }
    }
    rule(Mode.COLLECT, 50);
    List<List<Integer>> before = new ArrayList<>();
    graph.packages().keySet().forEach(name -> before.add(new ArrayList<>()));
    graph.edges().forEach(edge -> before.get(edge[1]).add(edge[0]));
    for (int id = 1; id < graph.packages().size(); id += 997) {
      Inherited.ByRule by =
          index.inherited(TENANT, guid(id), Optional.empty(), 1).aspects().get(0).rules().get(0);
      int[] expected = sources(id, before, 50);
      assertThat(by.complete()).isTrue();
      assertThat(by.sourceCount()).isEqualTo(expected[0]);
      assertThat(by.sources().stream().mapToInt(Inherited.Source::steps).findFirst().orElse(0))
          .isEqualTo(expected[1]);
    }
  }

  /** How many owners lead here within so many steps, and how far away the nearest is. */
  private static int[] sources(int id, List<List<Integer>> before, int depth) {
    BitSet seen = new BitSet();
    seen.set(id);
    List<Integer> level = List.of(id);
    int[] found = new int[2];
    for (int steps = 1; steps <= depth && !level.isEmpty(); steps++) {
      List<Integer> next = new ArrayList<>();
      for (int at : level) {
        for (int from : before.get(at)) {
          if (!seen.get(from)) {
            seen.set(from);
            next.add(from);
            if (from % SPARSE == 0) {
              found[0]++;
              found[1] = found[1] == 0 ? steps : found[1];
            }
          }
        }
      }
      level = next;
    }
    return found;
  }

  @Test
  void targetsAreBounded() {
    rule(Mode.FILL_BLANKS, 3);
    measure(
        "targets, FILL_BLANKS, depth 3",
        id -> index.inheritors(TENANT, guid(id - id % SPARSE), Optional.empty(), 100));
  }

  @Test
  void aPreviewCountsWhoeverAnOwnerLeadsTo() {
    for (int depth : List.of(3, 50)) {
      index.apply(List.of(new Op.PutRules(AT, new RuleSet(0, List.of()))));
      BitSet reached = reached(depth);
      assertThat(gained(Mode.FILL_BLANKS, depth))
          .isEqualTo((int) reached.stream().filter(id -> id % SPARSE != 0).count());
      assertThat(gained(Mode.OVERWRITE, depth)).isEqualTo(reached.cardinality());
      assertThat(gained(Mode.COLLECT, depth)).isEqualTo(reached.cardinality());
    }
  }

  private int gained(Mode mode, int depth) {
    int gained = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<Preview> previews = new ArrayList<>();
      Stopwatch.millis(
          "preview of %s, depth %d".formatted(mode, depth),
          () -> previews.add(index.preview(TENANT, new Proposal.Rules(rules(mode, depth)))));
      assertThat(previews.get(0).complete()).isTrue();
      assertThat(previews.get(0).inherited()).hasSize(1);
      gained = previews.get(0).inherited().get(0).gained();
    }
    Stopwatch.print("gained", gained, "assets");
    return gained;
  }

  /** What another package that has an owner leads to. */
  private BitSet reached(int depth) {
    List<List<Integer>> after = new ArrayList<>();
    List<List<Integer>> before = new ArrayList<>();
    graph.packages().keySet().forEach(name -> after.add(new ArrayList<>()));
    graph.packages().keySet().forEach(name -> before.add(new ArrayList<>()));
    graph.edges().forEach(edge -> after.get(edge[0]).add(edge[1]));
    graph.edges().forEach(edge -> before.get(edge[1]).add(edge[0]));
    BitSet reached = new BitSet();
    List<Integer> level = new ArrayList<>();
    for (int owner = 0; owner < after.size(); owner += SPARSE) {
      level.add(owner);
      reached.set(owner);
    }
    for (int steps = 1; steps <= depth; steps++) {
      List<Integer> next = new ArrayList<>();
      level.forEach(at -> after.get(at).stream().filter(to -> !reached.get(to)).forEach(next::add));
      next.forEach(reached::set);
      level = next;
    }
    for (int owner = 0; owner < after.size(); owner += SPARSE) {
      reached.set(owner, sources(owner, before, depth)[0] > 0);
    }
    return reached;
  }

  private void rule(Mode mode, int depth) {
    index.apply(List.of(new Op.PutRules(AT, rules(mode, depth))));
  }

  private static RuleSet rules(Mode mode, int depth) {
    return new RuleSet(
        depth,
        List.of(
            new InheritRule(
                "r", "", false, "owner", Over.LINEAGE, Direction.DOWN, depth, mode, null, null)));
  }

  private void measure(String what, IntConsumer question) {
    double[] millis = new double[ASKED];
    for (int i = 0; i < 2 * ASKED; i++) {
      int id = (int) ((i * 7919L + 13) % graph.packages().size());
      long start = System.nanoTime();
      question.accept(id);
      millis[i % ASKED] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    Stopwatch.print(what + ": median", millis[ASKED / 2], "ms");
    Stopwatch.print(what + ": p99", millis[ASKED * 99 / 100], "ms");
    Stopwatch.print(what + ": worst", millis[ASKED - 1], "ms");
  }
}
