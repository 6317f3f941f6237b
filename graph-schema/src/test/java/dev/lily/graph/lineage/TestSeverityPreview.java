package dev.lily.graph.lineage;

import static dev.lily.graph.lineage.Catalog.TENANT;
import static dev.lily.graph.lineage.Catalog.column;
import static dev.lily.graph.lineage.Catalog.guid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.SeverityEffect.Example;
import dev.lily.graph.rule.BlockRule;
import dev.lily.graph.rule.EdgePattern;
import dev.lily.graph.rule.Glob;
import dev.lily.graph.rule.PropagationRule;
import dev.lily.graph.rule.RuleSet;
import dev.lily.graph.rule.SeverityRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What another order of severity would change. */
class TestSeverityPreview {
  private static final List<String> LEVELS = List.of("low", "middle", "high");

  private final Catalog catalog =
      new Catalog()
          .assets("a", "b", "c", "d")
          .edges(column("a", "c"), column("b", "c"), column("b", "d"));

  private static Classification level(String origin, String level) {
    return new Classification(
        "PII", guid(origin), Map.of("level", level), Classification.Rules.PROPAGATE, List.of());
  }

  private static SeverityRule order(String... values) {
    return new SeverityRule("levels", "", false, "PII", "level", List.of(values));
  }

  private List<SeverityEffect> severity(PropagationRule... rules) {
    return catalog
        .index
        .preview(TENANT, new Proposal.Rules(new RuleSet(9, List.of(rules))))
        .severity();
  }

  private void levels() {
    catalog.put("a", false, level("a", "low"));
    catalog.put("b", false, level("b", "high"));
  }

  @Test
  void anOrderIsToldWithTheValuesBeforeAndAfter() {
    levels();

    assertThat(severity(order("low", "high")))
        .containsExactly(
            new SeverityEffect(
                "PII",
                List.of("levels"),
                1,
                List.of(
                    new Example(
                        guid("c"),
                        List.of(level("a", "low"), level("b", "high")),
                        List.of(level("b", "high"))))));
    assertThat(severity()).isEmpty();
  }

  @Test
  void anOrderThatGoesOrTurnsIsToldAsWell() {
    levels();
    catalog.rules(order("low", "high"));

    assertThat(severity(order("low", "high"))).isEmpty();
    assertThat(severity(order("high", "low")).get(0).examples().get(0).after())
        .containsExactly(level("a", "low"));
    assertThat(severity().get(0).examples().get(0).after())
        .containsExactly(level("a", "low"), level("b", "high"));
  }

  @Test
  void aValueThatDoesNotArriveAnyMoreDoesNotCount() {
    levels();
    catalog.rules(order("low", "high"));
    BlockRule block =
        new BlockRule(
            "b",
            "",
            false,
            List.of("PII"),
            new EdgePattern(new Glob("COLUMN*"), null, null, null, null));

    assertThat(severity(order("low", "high"), block)).isEmpty();
    catalog.put("c", false, level("c", "low"));
    SeverityEffect effect = severity(order("low", "high"), block).get(0);
    assertThat(effect.changed()).isEqualTo(1);
    assertThat(effect.examples().get(0).after()).containsExactly(level("c", "low"));
  }

  @Test
  void sameValuesOfTwoOriginsAreOneValue() {
    catalog.put("a", false, level("a", "low"));
    catalog.put("b", false, level("b", "low"));

    assertThat(severity(order("low", "high"))).isEmpty();
  }

  /** What the preview says is what whoever decides is told once the rules are other ones. */
  @Test
  void whatIsForetoldComesTrue() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Catalog made = new Catalog();
      Set<Guid> all = new HashSet<>();
      for (int i = 0; i < 8; i++) {
        made.put("n" + i, false, own("n" + i, random));
        all.add(guid("n" + i));
      }
      for (int i = 0; i < 12; i++) {
        made.edges(column("n" + random.nextInt(8), "n" + random.nextInt(8)));
      }
      for (int round = 0; round < 4; round++) {
        RuleSet rules = rules(random, round);
        List<SeverityEffect> effects =
            made.index.preview(TENANT, new Proposal.Rules(rules)).severity();
        Map<Guid, Set<Object>> before = values(made.index, all);
        made.index.apply(List.of(new Op.PutRules(made.at(), rules)));
        Map<Guid, Set<Object>> after = values(made.index, all);
        Set<Guid> expected =
            all.stream()
                .filter(each -> !before.get(each).isEmpty() && !after.get(each).isEmpty())
                .filter(each -> !before.get(each).equals(after.get(each)))
                .collect(Collectors.toSet());
        assertThat(
                effects.stream()
                    .flatMap(effect -> effect.examples().stream().map(Example::asset))
                    .collect(Collectors.toSet()))
            .as("seed " + seed)
            .isEqualTo(expected);
      }
    }
  }

  private static Classification[] own(String name, Random random) {
    return random.nextInt(3) == 0
        ? new Classification[0]
        : new Classification[] {level(name, LEVELS.get(random.nextInt(3)))};
  }

  private static RuleSet rules(Random random, int version) {
    List<PropagationRule> rules = new ArrayList<>();
    List<String> values = new ArrayList<>(LEVELS);
    Collections.shuffle(values, random);
    rules.add(order(values.toArray(String[]::new)));
    if (random.nextInt(3) == 0) {
      rules.add(
          new BlockRule(
              "b",
              "",
              false,
              List.of("PII"),
              new EdgePattern(new Glob("COLUMN*"), null, null, null, null)));
    }
    return new RuleSet(version + 1, rules);
  }

  private static Map<Guid, Set<Object>> values(ClassificationIndex index, Set<Guid> all) {
    Map<Guid, Set<Object>> values = new HashMap<>();
    for (Guid each : all) {
      values.put(
          each,
          index.of(TENANT, index.lineage().find(TENANT, each).orElseThrow().key()).stream()
              .map(Classification::attributes)
              .collect(Collectors.toSet()));
    }
    return values;
  }
}
