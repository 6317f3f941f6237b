package dev.lily.graph.lineage;

import static dev.lily.graph.lineage.Catalog.TENANT;
import static dev.lily.graph.lineage.Catalog.column;
import static dev.lily.graph.lineage.Catalog.contained;
import static dev.lily.graph.lineage.Catalog.guid;
import static dev.lily.graph.lineage.Catalog.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.rule.InheritRule;
import dev.lily.graph.rule.InheritRule.Direction;
import dev.lily.graph.rule.InheritRule.Mode;
import dev.lily.graph.rule.InheritRule.Over;
import dev.lily.graph.rule.RuleSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestInheritance {
  private final Catalog catalog = new Catalog();

  @Test
  void blanksAreFilledFromTheNearestAndOwnValuesStay() {
    owned("a");
    owned("b");
    catalog.assets("c", "d");
    catalog.edges(column("a", "b"), column("b", "c"), column("c", "d"));
    catalog.rules(rule(Over.LINEAGE, Direction.DOWN, 5, Mode.FILL_BLANKS));

    assertThat(inherits("d")).isEqualTo("b/2");
    assertThat(inherits("c")).isEqualTo("b/1");
    assertThat(inherits("b")).isEqualTo("own");
    assertThat(targets("b")).containsExactly("c/1", "d/2");
    assertThat(targets("a")).isEmpty();
  }

  @Test
  void whatOverwritesCountsAlsoWhereThereIsAnOwnValue() {
    owned("schema");
    owned("table");
    catalog.assets("column");
    catalog.edges(contained("schema", "table"), contained("table", "column"));
    catalog.rules(rule(Over.HIERARCHY, Direction.DOWN, 2, Mode.OVERWRITE));

    assertThat(inherits("table")).isEqualTo("schema/1");
    assertThat(inherits("column")).isEqualTo("table/1");
    assertThat(inherits("schema")).isEqualTo("own");
  }

  @Test
  void everySourceWithinReachIsCollectedUpToALimit() {
    owned("a");
    owned("b");
    owned("c");
    catalog.assets("d");
    catalog.edges(column("a", "b"), column("b", "d"), column("c", "d"));
    catalog.rules(rule(Over.LINEAGE, Direction.DOWN, 2, Mode.COLLECT));

    Inherited.ByRule all = inherited("d", 2).rules().get(0);

    assertThat(all.sourceCount()).isEqualTo(3);
    assertThat(all.sources()).hasSize(2).allMatch(source -> source.steps() == 1);
    assertThat(inherits("d")).isEqualTo("none");
    assertThat(targets("a")).containsExactly("b/1", "d/2");
  }

  @Test
  void aValueThatGoesLeavesNothingBehind() {
    owned("a");
    catalog.assets("b");
    catalog.edges(column("a", "b"));
    catalog.rules(rule(Over.LINEAGE, Direction.DOWN, 1, Mode.FILL_BLANKS));
    assertThat(inherits("b")).isEqualTo("a/1");

    catalog.put("a", false);
    assertThat(inherits("b")).isEqualTo("none");
    owned("a");
    assertThat(inherits("b")).isEqualTo("a/1");
    catalog.cut(column("a", "b"));
    assertThat(inherits("b")).isEqualTo("none");
  }

  @Test
  void aPreviewTellsWhoWouldInherit() {
    owned("a");
    catalog.assets("b", "c");
    catalog.edges(column("a", "b"), column("b", "c"));

    List<InheritanceEffect> effects =
        catalog
            .index
            .preview(
                TENANT,
                new Proposal.Rules(
                    new RuleSet(
                        1, List.of(rule(Over.LINEAGE, Direction.DOWN, 1, Mode.FILL_BLANKS)))))
            .inherited();

    assertThat(effects)
        .containsExactly(
            new InheritanceEffect(
                "owner",
                List.of("r"),
                false,
                1,
                0,
                0,
                List.of(
                    new InheritanceEffect.Example(
                        guid("b"),
                        Optional.empty(),
                        Optional.of(new Inherited.Source(guid("a"), 1))))));
  }

  /** The answers equal those of a plain computation, whatever happened before. */
  @Test
  void everyAnswerIsThatOfAFullComputation() {
    for (int seed = 0; seed < 600; seed++) {
      RandomInheritance changes = new RandomInheritance(seed);
      ClassificationIndex index = new ClassificationIndex();
      index.apply(changes.begin());
      for (int round = 0; round < 3; round++) {
        for (int step = 0; step < 15; step++) {
          index.apply(changes.next());
        }
        Op.PutRules rules = changes.rules();
        compareForesight(index, changes, rules, "seed " + seed);
        index.apply(List.of(rules));
        compare(index, changes.oracle, "seed " + seed);
      }
    }
  }

  /** The pass over all assets finds what a walk from each of them finds. */
  @Test
  void aPassAgreesWithAsking() {
    for (int seed = 0; seed < 200; seed++) {
      RandomInheritance changes = new RandomInheritance(seed);
      ClassificationIndex index = new ClassificationIndex();
      index.apply(changes.begin());
      for (int step = 0; step < 40; step++) {
        index.apply(changes.next());
      }
      Op.PutRules rules = changes.rules();
      index.apply(List.of(rules));
      LineageIndex lineage = index.lineage();
      InheritancePass pass =
          new InheritancePass(lineage, lineage.edges()::traitsOf, TENANT, new Effort(100_000));
      Inheritance asking = new Inheritance(lineage, Inheritance.EFFORT);
      for (List<InheritRule> ofAspect :
          Inheritance.byAspect(rules.rules().inheritances()).values()) {
        for (int node = 0; node < lineage.nodes().limit(); node++) {
          assertThat(pass.choose(node, ofAspect))
              .as("seed " + seed)
              .isEqualTo(asking.choose(node, ofAspect));
        }
      }
    }
  }

  @Test
  void manySourcesAreCollectedInSeveralPasses() {
    int count = 150;
    catalog.assets("d");
    for (int i = 0; i < count; i++) {
      owned("s" + i);
      catalog.edges(column("s" + i, "d"));
    }
    owned("t");
    catalog.edges(column("d", "t"));
    InheritRule rule = rule(Over.LINEAGE, Direction.DOWN, 2, Mode.COLLECT);

    assertThat(inherited(rule))
        .extracting(InheritanceEffect::gained, effect -> effect.examples().size())
        .containsExactly(tuple(2, 2));
    catalog.rules(rule);
    assertThat(inherited(rule)).isEmpty();
    owned("d");
    assertThat(inherited(rule(Over.LINEAGE, Direction.DOWN, 1, Mode.COLLECT)))
        .extracting(InheritanceEffect::lost, InheritanceEffect::changed)
        .containsExactly(tuple(0, 1));
    assertThat(inherited()).extracting(InheritanceEffect::lost).containsExactly(2);
  }

  private List<InheritanceEffect> inherited(InheritRule... rules) {
    return catalog
        .index
        .preview(TENANT, new Proposal.Rules(new RuleSet(1, List.of(rules))))
        .inherited();
  }

  @Test
  void whatExceedsTheEffortIsNotTold() {
    owned("a");
    catalog.assets("b");
    catalog.edges(column("a", "b"));
    LineageIndex lineage = catalog.index.lineage();
    Effort effort = new Effort(1);
    InheritancePass pass = new InheritancePass(lineage, lineage.edges()::traitsOf, TENANT, effort);

    pass.nearest(0, rule(Over.LINEAGE, Direction.DOWN, 5, Mode.FILL_BLANKS));
    assertThat(effort.isEnough()).isFalse();
  }

  @Test
  void aThreadThatIsInterruptedEndsAPass() {
    Effort effort = new Effort(1_000_000);
    Thread.currentThread().interrupt();
    try {
      assertThat(effort.take(1_000)).isTrue();
      assertThat(effort.take(100_000)).isFalse();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(effort.isEnough()).isFalse();
  }

  @Test
  void aSnapshotKeepsIt(@TempDir Path folder) throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      RandomInheritance changes = new RandomInheritance(seed);
      ClassificationIndex index = new ClassificationIndex();
      index.apply(changes.begin());
      for (int step = 0; step < 30; step++) {
        index.apply(changes.next());
      }
      Op.PutRules rules = changes.rules();
      changes.follow(rules);
      index.apply(List.of(rules));
      SnapshotFile file = new SnapshotFile(folder.resolve("index" + seed));
      SnapshotLabel label = new SnapshotLabel("c", index.position(), "l", Map.of(), Map.of());
      try (SnapshotDraft draft = file.draft(index, label)) {
        draft.publish(List.of());
      }

      compare(file.load(any -> Optional.empty()).index(), changes.oracle, "seed " + seed);
    }
  }

  private static void compareForesight(
      ClassificationIndex index, RandomInheritance changes, Op.PutRules rules, String at) {
    InheritOracle oracle = changes.oracle;
    List<InheritanceEffect> effects =
        index.preview(TENANT, new Proposal.Rules(rules.rules())).inherited();
    Map<String, Map<Guid, Optional<Guid>>> before = chosen(oracle);
    Map<String, Map<Guid, Set<Guid>>> collected = collected(oracle);
    changes.follow(rules);
    Map<String, Map<Guid, Optional<Guid>>> after = chosen(oracle);
    compareCollected(effects, collected, collected(oracle), oracle.assets.keySet(), at);
    for (String aspect : RandomInheritance.ASPECTS) {
      int[] counts = new int[3];
      for (Guid asset : oracle.assets.keySet()) {
        Optional<Guid> was = before.get(aspect).get(asset);
        Optional<Guid> will = after.get(aspect).get(asset);
        if (!was.equals(will)) {
          counts[was.isEmpty() ? 0 : will.isEmpty() ? 1 : 2]++;
        }
      }
      InheritanceEffect effect =
          effects.stream()
              .filter(one -> one.aspect().equals(aspect) && !one.collected())
              .findFirst()
              .orElse(new InheritanceEffect(aspect, List.of(), false, 0, 0, 0, List.of()));
      assertThat(new int[] {effect.gained(), effect.lost(), effect.changed()})
          .as(at + " " + aspect)
          .isEqualTo(counts);
    }
  }

  /** By rule and asset, all sources; nothing of rules that do not collect. */
  private static Map<String, Map<Guid, Set<Guid>>> collected(InheritOracle oracle) {
    return oracle.rules.stream()
        .filter(rule -> rule.mode() == Mode.COLLECT)
        .collect(
            Collectors.toMap(
                rule -> rule.aspect() + " " + rule.id(),
                rule ->
                    oracle.assets.keySet().stream()
                        .collect(
                            Collectors.toMap(
                                asset -> asset,
                                asset ->
                                    oracle.sources(asset, rule).stream()
                                        .map(InheritOracle.Source::asset)
                                        .collect(Collectors.toSet())))));
  }

  private static void compareCollected(
      List<InheritanceEffect> effects,
      Map<String, Map<Guid, Set<Guid>>> before,
      Map<String, Map<Guid, Set<Guid>>> after,
      Set<Guid> assets,
      String at) {
    Set<String> ids = new HashSet<>(before.keySet());
    ids.addAll(after.keySet());
    Map<String, List<Integer>> expected = new HashMap<>();
    for (String id : ids) {
      int[] counts = new int[3];
      for (Guid asset : assets) {
        Set<Guid> was = before.getOrDefault(id, Map.of()).getOrDefault(asset, Set.of());
        Set<Guid> will = after.getOrDefault(id, Map.of()).getOrDefault(asset, Set.of());
        if (!was.equals(will)) {
          counts[was.isEmpty() ? 0 : will.isEmpty() ? 1 : 2]++;
        }
      }
      if (counts[0] + counts[1] + counts[2] > 0) {
        expected.put(id, List.of(counts[0], counts[1], counts[2]));
      }
    }
    assertThat(
            effects.stream()
                .filter(InheritanceEffect::collected)
                .collect(
                    Collectors.toMap(
                        one -> one.aspect() + " " + one.rules().get(0),
                        one -> List.of(one.gained(), one.lost(), one.changed()))))
        .as(at)
        .isEqualTo(expected);
  }

  private static Map<String, Map<Guid, Optional<Guid>>> chosen(InheritOracle oracle) {
    return RandomInheritance.ASPECTS.stream()
        .collect(
            Collectors.toMap(
                aspect -> aspect,
                aspect ->
                    oracle.assets.keySet().stream()
                        .collect(
                            Collectors.toMap(
                                asset -> asset,
                                asset ->
                                    oracle
                                        .choose(asset, aspect)
                                        .map(one -> one.source().asset())))));
  }

  private static void compare(ClassificationIndex index, InheritOracle oracle, String at) {
    for (Guid asset : oracle.assets.keySet()) {
      Inherited inherited = index.inherited(TenantId.DEFAULT, asset, Optional.empty(), 100);
      for (Inherited.OfAspect aspect : inherited.aspects()) {
        assertThat(aspect.own()).as(at).isEqualTo(oracle.hasOwn(asset, aspect.aspect()));
        assertThat(aspect.rules().stream().map(Inherited.ByRule::rule).toList())
            .as(at)
            .isEqualTo(
                oracle.rules.stream()
                    .filter(rule -> rule.aspect().equals(aspect.aspect()))
                    .filter(rule -> oracle.receives(asset, rule))
                    .toList());
        for (Inherited.ByRule by : aspect.rules()) {
          assertThat(by.sources().stream().map(TestInheritance::plain).toList())
              .as(at + " " + by.rule())
              .isEqualTo(oracle.sources(asset, by.rule()));
          checkPath(asset, by, at);
        }
        assertThat(
                aspect
                    .chosen(aspect.own())
                    .map(by -> new InheritOracle.Choice(by.rule(), plain(by.sources().get(0)))))
            .as(at)
            .isEqualTo(oracle.choose(asset, aspect.aspect()));
      }
      compareTargets(index, oracle, asset, at);
    }
  }

  private static InheritOracle.Source plain(Inherited.Source source) {
    return new InheritOracle.Source(source.asset(), source.steps());
  }

  private static void checkPath(Guid asset, Inherited.ByRule by, String at) {
    Guid place = by.sources().isEmpty() ? asset : by.sources().get(0).asset();
    for (LineageEdge edge : by.path()) {
      assertThat(place).as(at).isIn(edge.from(), edge.to());
      place = edge.from().equals(place) ? edge.to() : edge.from();
    }
    assertThat(place).as(at).isEqualTo(asset);
  }

  private static void compareTargets(
      ClassificationIndex index, InheritOracle oracle, Guid asset, String at) {
    Set<InheritRule> told =
        index.inheritors(TENANT, asset, Optional.empty(), 100).rules().stream()
            .map(
                by -> {
                  assertThat(by.targets().stream().map(Inheritors.Target::asset))
                      .as(at + " " + by.rule())
                      .containsExactlyInAnyOrderElementsOf(oracle.targets(asset, by.rule()));
                  return by.rule();
                })
            .collect(Collectors.toSet());
    oracle.rules.stream()
        .filter(rule -> !told.contains(rule))
        .forEach(rule -> assertThat(oracle.targets(asset, rule)).as(at).isEmpty());
  }

  private void owned(String name) {
    catalog.index.apply(
        List.of(
            new Op.PutAsset(
                catalog.at(), ref(name), List.of(), false, "", Set.of("owner", "description"))));
  }

  private static InheritRule rule(Over over, Direction direction, int depth, Mode mode) {
    return new InheritRule("r", "", false, "owner", over, direction, depth, mode, null, null);
  }

  private Inherited.OfAspect inherited(String name, int limit) {
    return catalog
        .index
        .inherited(TENANT, guid(name), Optional.of("owner"), limit)
        .aspects()
        .get(0);
  }

  private String inherits(String name) {
    Inherited.OfAspect aspect = inherited(name, 10);
    return aspect
        .chosen(aspect.own())
        .map(by -> by.sources().get(0))
        .map(source -> nameOf(source.asset()) + "/" + source.steps())
        .orElse(aspect.own() ? "own" : "none");
  }

  private List<String> targets(String name) {
    return catalog.index.inheritors(TENANT, guid(name), Optional.of("owner"), 10).rules().stream()
        .flatMap(by -> by.targets().stream())
        .map(target -> nameOf(target.asset()) + "/" + target.steps())
        .toList();
  }

  private static String nameOf(Guid guid) {
    return List.of("a", "b", "c", "d", "schema", "table", "column").stream()
        .filter(name -> guid(name).equals(guid))
        .findFirst()
        .orElseThrow();
  }
}
