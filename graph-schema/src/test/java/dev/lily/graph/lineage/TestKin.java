package dev.lily.graph.lineage;

import static dev.lily.graph.lineage.Catalog.classification;
import static dev.lily.graph.lineage.Catalog.column;
import static dev.lily.graph.lineage.Catalog.contained;
import static dev.lily.graph.lineage.Catalog.guid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.asset.Classification;
import dev.lily.graph.rule.AssetPattern;
import dev.lily.graph.rule.BlockRule;
import dev.lily.graph.rule.DerivationRule;
import dev.lily.graph.rule.EdgePattern;
import dev.lily.graph.rule.Glob;
import dev.lily.graph.rule.RuleSet;
import dev.lily.graph.rule.SeverityRule;
import dev.lily.graph.rule.TypeKin;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What rules say of a type they say of what descends from it. */
class TestKin {
  private static final TypeKin KIN =
      new TypeKin(
          Map.of("PII", Set.of("EMAIL")), Map.of("column", Set.of("DataSet"), "x", Set.of("y")));

  private final Catalog catalog = new Catalog().assets("a", "b", "c");

  private static Classification email(String origin, Map<String, String> values) {
    return new Classification(
        "EMAIL", guid(origin), Map.copyOf(values), Classification.Rules.PROPAGATE, List.of());
  }

  private void types(TypeKin kin) {
    catalog.index.apply(List.of(new Op.PutTypes(catalog.at(), kin)));
  }

  private static BlockRule block(List<String> classifications, EdgePattern where) {
    return new BlockRule("no", "", false, classifications, where);
  }

  @Test
  void aRuleStopsSubtypesToo() {
    catalog.edges(column("a", "b"));
    catalog.put("a", false, email("a", Map.of()));
    catalog.rules(block(List.of("PII"), new EdgePattern(null, null, null, null, null)));

    assertThat(catalog.carried("b", "a")).containsExactly("EMAIL<a");
    types(KIN);
    assertThat(catalog.carried("b", "a")).isEmpty();
    types(TypeKin.NONE);
    assertThat(catalog.carried("b", "a")).containsExactly("EMAIL<a");
  }

  @Test
  void aRuleDerivesFromSubtypesToo() {
    types(KIN);
    catalog.edges(contained("b", "a"));
    catalog.put("a", false, email("a", Map.of()));
    catalog.rules(new DerivationRule.Lift("up", "", false, List.of("PII"), "HAS", 1, null));

    assertThat(catalog.carried("b", "a")).containsExactly("HAS<a");
    assertThat(catalog.index.ruleNaming("PII")).contains("up");
    assertThat(catalog.index.ruleNaming("EMAIL")).isEmpty();
  }

  @Test
  void aPatternOfATypeFitsSubtypes() {
    catalog.edges(column("a", "b")).tag("a");
    catalog.rules(
        block(
            List.of(),
            new EdgePattern(
                null, null, null, null, new AssetPattern(new Glob("DataSet"), null, null))));

    assertThat(catalog.carried("b", "a")).containsExactly("PII<a");
    types(KIN);
    assertThat(catalog.carried("b", "a")).isEmpty();
  }

  @Test
  void anOrderCountsForEachSubtypeByItself() {
    types(KIN);
    catalog.edges(column("a", "c"), column("b", "c"));
    catalog.put("a", false, email("a", Map.of("level", "low")));
    catalog.put(
        "b",
        false,
        email("b", Map.of("level", "high")),
        classification("PII", "b", Classification.Rules.PROPAGATE));
    catalog.rules(new SeverityRule("s", "", false, "PII", "level", List.of("low", "high")));

    assertThat(catalog.carried("c", "a", "b")).containsExactlyInAnyOrder("EMAIL<b", "PII<b");
  }

  @Test
  void aPreviewOfRulesCountsForSubtypes() {
    types(KIN);
    catalog.edges(column("a", "b"));
    catalog.put("a", false, email("a", Map.of()));

    assertThat(
            catalog
                .index
                .preview(
                    Catalog.TENANT,
                    new Proposal.Rules(
                        new RuleSet(
                            9,
                            List.of(
                                block(
                                    List.of("PII"),
                                    new EdgePattern(
                                        new Glob("COLUMN_LINEAGE"), null, null, null, null))))))
                .effects()
                .get(0)
                .lost())
        .containsExactly(guid("b"));
  }
}
