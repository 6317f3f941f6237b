package dev.lily.graph.lineage;

import static dev.lily.graph.lineage.Catalog.OUTLIVING;
import static dev.lily.graph.lineage.Catalog.RESTRICTED_HIERARCHY;
import static dev.lily.graph.lineage.Catalog.RESTRICTED_LINEAGE;
import static dev.lily.graph.lineage.Catalog.classification;
import static dev.lily.graph.lineage.Catalog.column;
import static dev.lily.graph.lineage.Catalog.edge;
import static dev.lily.graph.lineage.Catalog.guid;
import static dev.lily.graph.lineage.Catalog.hierarchy;
import static dev.lily.graph.lineage.Catalog.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.asset.ValidityPeriod;
import dev.lily.graph.rule.BlockRule;
import dev.lily.graph.rule.DerivationRule;
import dev.lily.graph.rule.EdgePattern;
import dev.lily.graph.rule.Glob;
import dev.lily.graph.rule.SeverityRule;
import dev.lily.graph.rule.Transformation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestPropagationRules {
  private final Catalog catalog = new Catalog().assets("a", "b", "c", "d");

  private boolean carries(String name) {
    return catalog.index.carries(Catalog.TENANT, key(name), "PII");
  }

  @Test
  void aClassificationTravelsAlongColumnsAndNamesItsOrigin() {
    catalog.edges(column("a", "b"), column("b", "c")).tag("a");

    assertThat(catalog.carried("a")).containsExactly("PII");
    assertThat(catalog.carried("c", "a")).containsExactly("PII<a");
    assertThat(catalog.carried("d")).isEmpty();
  }

  @Test
  void aClassificationThatDoesNotPropagateStays() {
    catalog.edges(column("a", "b"));
    catalog.put("a", false, classification("PII", "a", Classification.Rules.STAY));

    assertThat(carries("a")).isTrue();
    assertThat(carries("b")).isFalse();
  }

  @Test
  void theRelationshipSaysInWhichDirection() {
    catalog.edges(
        LineageEdge.of(
            guid("b"), guid("a"), "input", EdgeKind.DATASET_LINEAGE, PropagateTags.TWO_TO_ONE),
        LineageEdge.of(
            guid("b"), guid("c"), "output", EdgeKind.DATASET_LINEAGE, PropagateTags.ONE_TO_TWO),
        LineageEdge.of(guid("c"), guid("d"), "none", EdgeKind.HIERARCHY, PropagateTags.NONE));
    catalog.tag("a");

    assertThat(carries("c")).isTrue();
    assertThat(carries("d")).isFalse();
    catalog.tag("c");
    assertThat(catalog.carried("a", "a")).containsExactly("PII");
  }

  @Test
  void bothDirectionsMakeAnEdgeACycle() {
    catalog.edges(
        LineageEdge.of(guid("b"), guid("a"), "same", EdgeKind.HIERARCHY, PropagateTags.BOTH));
    catalog.tag("a");
    assertThat(catalog.carried("b", "a")).containsExactly("PII<a");
    catalog.tag("b");
    assertThat(catalog.carried("a", "b")).containsExactly("PII", "PII<b");
  }

  @Test
  void aStoppedEdgeHoldsBackEverythingAndSaysWhy() {
    catalog.edges(column("a", "b").stoppedBy("masking"), column("a", "c").stoppedBy("INDIRECT"));
    catalog.tag("a");

    assertThat(carries("b")).isFalse();
    assertThat(catalog.index.stops(Catalog.TENANT, guid("a"), "PII", 10))
        .extracting(HeldBack::to, HeldBack::reason)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(guid("b"), "masking"),
            org.assertj.core.groups.Tuple.tuple(guid("c"), "INDIRECT"));
  }

  @Test
  void aBlockedNameDoesNotPassWhileOthersDo() {
    catalog.edges(column("a", "b").blocking(Set.of("PII")));
    catalog.put(
        "a",
        false,
        classification("PII", "a", Classification.Rules.PROPAGATE),
        classification("GDPR", "a", Classification.Rules.PROPAGATE));

    assertThat(catalog.carried("b", "a")).containsExactly("GDPR<a");
    assertThat(catalog.index.stops(Catalog.TENANT, guid("a"), "PII", 10))
        .extracting(HeldBack::reason)
        .containsExactly("blocked");
  }

  @Test
  void anEdgeThatBecomesStoppedTakesTheClassificationBack() {
    catalog.edges(column("a", "b"), column("b", "c")).tag("a");
    catalog.edges(column("a", "b").stoppedBy("masking"));
    assertThat(carries("c")).isFalse();
    catalog.edges(column("a", "b"));
    assertThat(carries("c")).isTrue();
  }

  @Test
  void restrictedThroughLineageOnlyTakesHierarchy() {
    catalog.edges(column("a", "b"), edge("a", "c", EdgeKind.DATASET_LINEAGE), hierarchy("a", "d"));
    catalog.put("a", false, classification("PII", "a", RESTRICTED_LINEAGE));

    assertThat(List.of(carries("b"), carries("c"), carries("d")))
        .containsExactly(false, false, true);
  }

  @Test
  void restrictedThroughHierarchyOnlyTakesLineage() {
    catalog.edges(column("a", "b"), edge("a", "c", EdgeKind.DATASET_LINEAGE), hierarchy("a", "d"));
    catalog.put("a", false, classification("PII", "a", RESTRICTED_HIERARCHY));

    assertThat(List.of(carries("b"), carries("c"), carries("d")))
        .containsExactly(true, true, false);
  }

  @Test
  void removalKeepsWhatAnotherOriginStillGives() {
    catalog.edges(column("a", "c"), column("b", "c")).tag("a");
    catalog.tag("b");
    assertThat(catalog.carried("c", "a", "b")).containsExactlyInAnyOrder("PII<a", "PII<b");
    catalog.put("a", false);
    assertThat(catalog.carried("c", "b")).containsExactly("PII<b");
  }

  @Test
  void aCutKeepsWhatAnotherWayStillGives() {
    LineageEdge upper = column("a", "b");
    LineageEdge lower = column("a", "c");
    catalog.edges(upper, lower, column("b", "d"), column("c", "d")).tag("a");
    catalog.cut(upper);
    assertThat(List.of(carries("b"), carries("d"))).containsExactly(false, true);
    catalog.cut(lower);
    assertThat(carries("d")).isFalse();
  }

  @Test
  void aCycleCutFromItsOriginDoesNotKeepItselfAlive() {
    LineageEdge entry = column("a", "b");
    catalog.edges(entry, column("b", "c"), column("c", "d"), column("d", "b")).tag("a");
    assertThat(carries("d")).isTrue();
    catalog.cut(entry);
    assertThat(catalog.index.classified(Catalog.TENANT)).containsExactly(Catalog.ref("a"));
  }

  @Test
  void aDeletedOriginTakesItsPropagationsWithIt() {
    catalog.edges(column("a", "b")).tag("a");
    catalog.put("a", true, classification("PII", "a", Classification.Rules.PROPAGATE));
    assertThat(carries("a")).isTrue();
    assertThat(carries("b")).isFalse();
  }

  @Test
  void aDeletedOriginMayLeaveItsPropagationsBehind() {
    LineageEdge out = column("a", "b");
    Classification own = classification("PII", "a", OUTLIVING);
    catalog.edges(out, column("b", "c")).put("a", false, own);
    Op.At at = catalog.at();
    catalog.index.apply(
        List.of(
            new Op.RemoveEdge(at, out.from(), out.to(), out.relationshipType()),
            new Op.PutAsset(at, Catalog.ref("a"), List.of(own), true)));
    assertThat(catalog.carried("c", "a")).containsExactly("PII<a");

    catalog.index.apply(List.of(new Op.RemoveAsset(catalog.at(), guid("a"))));
    assertThat(catalog.carried("c", "a")).containsExactly("PII<a");
    catalog.put("a", false);
    catalog.put("a", false, own);
    assertThat(carries("c")).isFalse();
  }

  @Test
  void whatADeletedOriginLeftIsReadBack() {
    Classification left = classification("PII", "gone", OUTLIVING);
    catalog.index.apply(List.of(new Op.Remain(catalog.at(), left, List.of(guid("b"), guid("c")))));
    assertThat(catalog.carried("b", "gone")).containsExactly("PII<gone");
    catalog.index.apply(List.of(new Op.Remain(catalog.at(), left, List.of(guid("c")))));
    assertThat(List.of(carries("b"), carries("c"))).containsExactly(false, true);
  }

  @Test
  void aDeletedAssetPassesNothingUntilItIsRestored() {
    catalog.edges(column("a", "b"), column("b", "c")).tag("a");
    catalog.put("b", true);
    assertThat(List.of(carries("b"), carries("c"))).containsExactly(false, false);
    catalog.put("b", false);
    assertThat(List.of(carries("b"), carries("c"))).containsExactly(true, true);
  }

  @Test
  void attributesAndValidityTravelWithTheClassification() {
    List<ValidityPeriod> validity = List.of(new ValidityPeriod("2030/01/01 00:00:00", "", "UTC"));
    Classification own =
        new Classification(
            "PII", guid("a"), Map.of("level", 3), Classification.Rules.PROPAGATE, validity);
    catalog.edges(column("a", "b")).tag("a");
    Delta delta = catalog.put("a", false, own);

    assertThat(catalog.index.of(Catalog.TENANT, key("b"))).containsExactly(own);
    assertThat(delta.spreads()).hasSize(1);
    assertThat(delta.spreads().get(0).updated()).containsExactly(guid("b"));
    assertThat(delta.spreads().get(0).added()).isEmpty();
  }

  @Test
  void thePathIsTheShortestOne() {
    LineageEdge direct = column("a", "d");
    LineageEdge first = column("a", "b");
    catalog.edges(first, column("b", "c"), column("c", "d"), direct).tag("a");

    assertThat(catalog.index.shortestPath(Catalog.TENANT, guid("a"), guid("d"), "PII"))
        .hasValue(List.of(direct));
    assertThat(catalog.index.shortestPath(Catalog.TENANT, guid("a"), guid("c"), "PII"))
        .hasValue(List.of(first, column("b", "c")));
    assertThat(catalog.index.shortestPath(Catalog.TENANT, guid("d"), guid("a"), "PII")).isEmpty();
  }

  @Test
  void aPathFollowsDataAgainstTheRelationship() {
    LineageEdge input =
        LineageEdge.of(
                guid("b"), guid("a"), "input", EdgeKind.DATASET_LINEAGE, PropagateTags.TWO_TO_ONE)
            .flowingBackward();
    catalog.edges(input, edge("b", "c", EdgeKind.DATASET_LINEAGE)).tag("a");

    assertThat(catalog.index.shortestPath(Catalog.TENANT, guid("a"), guid("c"), "PII"))
        .hasValue(List.of(input, edge("b", "c", EdgeKind.DATASET_LINEAGE)));
  }

  @Test
  void ofConflictingValuesTheMostSevereCountsAndAllAreListed() {
    Catalog catalog = new Catalog().assets("a", "b", "c").edges(column("a", "c"), column("b", "c"));
    catalog.put("a", false, level("a", "low"));
    catalog.put("b", false, level("b", "high"));
    catalog.rules(
        new SeverityRule("levels", "", false, "PII", "level", List.of("low", "medium", "high")));

    assertThat(catalog.index.of(Catalog.TENANT, Catalog.key("c")))
        .containsExactly(level("b", "high"));
    assertThat(catalog.index.of(Catalog.TENANT, guid("c")))
        .containsExactlyInAnyOrder(level("a", "low"), level("b", "high"));
  }

  /** Else nobody would see that the asset is classified at all once the period is over. */
  @Test
  void aValueThatHoldsAtTimesDoesNotHideOneThatAlwaysHolds() {
    Catalog catalog =
        new Catalog()
            .assets("a", "b", "c", "d")
            .edges(column("a", "d"), column("b", "d"), column("c", "d"));
    ValidityPeriod over = new ValidityPeriod("2020/01/01 00:00:00", "2021/01/01 00:00:00", "UTC");
    Classification high =
        new Classification(
            "PII",
            guid("c"),
            Map.of("level", "high"),
            Classification.Rules.PROPAGATE,
            List.of(over));
    catalog.put("a", false, level("a", "low"));
    catalog.put("b", false, level("b", "medium"));
    catalog.put("c", false, high);
    catalog.rules(
        new SeverityRule("levels", "", false, "PII", "level", List.of("low", "medium", "high")));

    assertThat(catalog.index.of(Catalog.TENANT, Catalog.key("d")))
        .containsExactlyInAnyOrder(level("b", "medium"), high);
  }

  /** Engines keep what they were told of an asset until they are told of it again. */
  @Test
  void whoeverDecidesIsToldOfWhatShowsAnotherValue() {
    Catalog catalog =
        new Catalog().assets("a", "b", "c", "d").edges(column("a", "c"), column("b", "c"));
    catalog.put("a", false, level("a", "low"));
    catalog.put("b", false, level("b", "high"));
    catalog.put("d", false, level("d", "high"));
    List<Guid> told = new ArrayList<>();
    catalog.index.onChange(change -> told.addAll(change.assets()));

    catalog.rules(new SeverityRule("up", "", false, "PII", "level", List.of("low", "high")));
    assertThat(told).containsExactly(guid("c"));
    catalog.rules(new SeverityRule("up", "so", false, "PII", "level", List.of("low", "high")));
    assertThat(told).hasSize(1);
    catalog.rules(new SeverityRule("up", "", false, "PII", "level", List.of("high", "low")));
    assertThat(told).hasSize(2);
    catalog.rules();
    assertThat(told).hasSize(3).containsOnly(guid("c"));
  }

  private static Classification level(String origin, String level) {
    return new Classification(
        "PII", guid(origin), Map.of("level", level), Classification.Rules.PROPAGATE, List.of());
  }

  @Test
  void aTableWithAColumnThatCarriesPiiContainsPii() {
    Catalog catalog =
        new Catalog()
            .assets("a", "b", "table", "schema")
            .edges(
                column("a", "b"),
                Catalog.contained("table", "b"),
                Catalog.contained("schema", "table"));
    catalog.rules(
        new DerivationRule.Lift("lift", "", false, List.of("PII"), "CONTAINS_PII", 1, null));
    catalog.tag("a");

    assertThat(catalog.carried("table", "a")).containsExactly("CONTAINS_PII<a");
    assertThat(catalog.carried("schema")).isEmpty();
    assertThat(catalog.index.shortestPath(Catalog.TENANT, guid("a"), guid("table"), "CONTAINS_PII"))
        .hasValueSatisfying(path -> assertThat(path).hasSize(2));

    catalog.cut(column("a", "b"));
    assertThat(catalog.carried("table")).isEmpty();
  }

  @Test
  void aJobThatARuleNamesPassesNothingOn() {
    LineageEdge copied = column("a", "b").by(List.of(new Transformation("load", "", "", false)));
    LineageEdge hidden =
        column("a", "c").by(List.of(new Transformation("etl/anonymize_x", "", "", false)));
    Catalog catalog = new Catalog().assets("a", "b", "c").edges(copied, hidden);
    catalog.tag("a");
    assertThat(catalog.carried("c", "a")).containsExactly("PII<a");

    catalog.rules(
        new BlockRule(
            "anonymised",
            "",
            false,
            List.of("PII"),
            new EdgePattern(null, new Glob("*/anonymize_*"), null, null, null)));

    assertThat(catalog.carried("b", "a")).containsExactly("PII<a");
    assertThat(catalog.carried("c")).isEmpty();
    assertThat(catalog.index.stops(Catalog.TENANT, guid("a"), "PII", 10))
        .extracting(HeldBack::reason)
        .containsExactly("anonymised");
  }
}
