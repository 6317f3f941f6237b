package dev.lily.graph.lineage;

import static dev.lily.graph.lineage.Catalog.TENANT;
import static dev.lily.graph.lineage.Catalog.column;
import static dev.lily.graph.lineage.Catalog.contained;
import static dev.lily.graph.lineage.Catalog.guid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lily.graph.asset.Guid;
import dev.lily.graph.rule.DerivationRule;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TestWhyNot {
  private static final Why.Limits LIMITS = new Why.Limits(100, 100, 100);

  @Test
  void everyStopOfTheWayIsNamed() {
    Catalog catalog =
        new Catalog()
            .assets("a", "b", "c", "d", "x")
            .edges(
                column("a", "b").stoppedBy("masking"),
                column("b", "c"),
                column("c", "d").blocking(Set.of("PII")),
                column("d", "x").stoppedBy("indirect"));
    catalog.tag("a");

    Why why = why(catalog, "x", "PII", LIMITS);

    Why.Barred barred = why.heldBack().get(0);
    assertThat(barred.stop().reason()).isEqualTo("masking");
    assertThat(barred.furtherCount()).isEqualTo(2);
    assertThat(barred.further())
        .extracting(HeldBack::from, HeldBack::to, HeldBack::reason)
        .containsExactly(
            tuple(guid("c"), guid("d"), "blocked"), tuple(guid("d"), guid("x"), "indirect"));
    assertThat(why.heldBackComplete()).isTrue();
  }

  @Test
  void theWayWithTheFewestStopsComesFirstAndOthersAreNotPassedOver() {
    Catalog catalog =
        new Catalog()
            .assets("a", "b", "c", "x", "near")
            .edges(
                column("near", "x").stoppedBy("masking"),
                column("a", "b").stoppedBy("masking"),
                column("b", "x").stoppedBy("indirect"),
                column("b", "c").blocking(Set.of("PII")),
                column("c", "x"));
    catalog.tag("a");
    catalog.tag("near");

    Why why = why(catalog, "x", "PII", LIMITS);

    assertThat(why.heldBack())
        .extracting(barred -> barred.stop().from(), Why.Barred::furtherCount)
        .containsExactly(tuple(guid("near"), 0), tuple(guid("a"), 1));
    assertThat(why.heldBackComplete()).as("one of two ways is told").isFalse();
  }

  @Test
  void whatTheLimitsLeaveOutIsMissed() {
    Catalog catalog =
        new Catalog()
            .assets("a", "b", "c", "x")
            .edges(
                column("a", "b").stoppedBy("masking"),
                column("b", "c").stoppedBy("masking"),
                column("c", "x").stoppedBy("masking"));
    catalog.tag("a");

    assertThat(why(catalog, "x", "PII", new Why.Limits(1, 2, 1)).heldBackComplete()).isTrue();
    assertThat(why(catalog, "x", "PII", new Why.Limits(1, 1, 1)).heldBackComplete()).isFalse();
    assertThat(why(catalog, "x", "PII", new Why.Limits(1, 2, 0)).heldBackComplete()).isFalse();
  }

  @Test
  void aRuleThatHadNoCauseTellsWhatHeldTheCauseBack() {
    Catalog catalog =
        new Catalog()
            .assets("a", "b", "table", "column")
            .edges(
                column("a", "b").stoppedBy("masking"),
                column("b", "column").stoppedBy("indirect"),
                contained("table", "column"));
    catalog.rules(lift("tables", "PII", "CONTAINS_PII"));
    catalog.tag("a");

    Why why = why(catalog, "table", "CONTAINS_PII", LIMITS);

    assertThat(why.heldBack())
        .extracting(barred -> barred.stop().reason(), Why.Barred::furtherCount)
        .containsExactly(tuple("masking", 1));
    assertThat(why.heldBack().get(0).derivation())
        .isEqualTo(Optional.of(new Why.Derivation("PII", guid("column"), List.of("tables"))));
    assertThat(why.heldBackComplete()).isTrue();
  }

  @Test
  void rulesThatBuildOnEachOtherAreAllNamed() {
    Catalog catalog =
        new Catalog()
            .assets("a", "column", "table", "schema")
            .edges(
                column("a", "column").stoppedBy("masking"),
                contained("table", "column"),
                contained("schema", "table"));
    catalog.rules(lift("tables", "PII", "HAS_PII"), lift("schemas", "HAS_PII", "SENSITIVE"));
    catalog.tag("a");

    assertThat(why(catalog, "schema", "SENSITIVE", LIMITS).heldBack())
        .extracting(barred -> barred.derivation().orElseThrow().rules())
        .containsExactly(List.of("tables", "schemas"));
  }

  private static DerivationRule lift(String id, String from, String as) {
    return new DerivationRule.Lift(id, "", false, List.of(from), as, 1, null);
  }

  /** Tells exactly what trying every edge finds, and admits it where it leaves a stop out. */
  @Test
  void everyAnswerIsWhatTryingEverythingFinds() {
    int further = 0;
    int derived = 0;
    int complete = 0;
    for (int seed = 0; seed < 400; seed++) {
      LineageIndex index = new LineageIndex();
      Carried carried = new Carried();
      RandomChanges changes = new RandomChanges(seed, seed % 2 == 0);
      Propagation propagation = new Propagation(index, carried, 10, Clock.systemUTC());
      for (int step = 0; step < 40; step++) {
        propagation.takeIn(changes.next());
      }
      for (Guid asset : changes.universe()) {
        int node = index.nodes().find(asset);
        for (String name : List.of("PII", "GDPR", "DERIVED1", "DERIVED2")) {
          if (node >= 0 && !index.nodes().isDeleted(node) && !carried.carries(node, name)) {
            Why why = new Inquiry(index, carried, name, LIMITS).about(node, 0);
            String at = "seed " + seed + ", " + name + " of " + asset;
            check(new WhyNotOracle(index, carried), node, name, why, at);
            further += why.heldBack().stream().mapToInt(Why.Barred::furtherCount).sum();
            derived += why.heldBack().stream().anyMatch(b -> b.derivation().isPresent()) ? 1 : 0;
            complete += why.heldBackComplete() ? 1 : 0;
          }
        }
      }
    }
    assertThat(List.of(further, derived, complete)).allSatisfy(n -> assertThat(n).isPositive());
  }

  private static void check(WhyNotOracle oracle, int asset, String name, Why why, String at) {
    Set<String> told = new TreeSet<>();
    Set<LineageEdge> direct = new HashSet<>();
    for (Why.Barred barred : why.heldBack()) {
      String held = barred.derivation().map(Why.Derivation::classification).orElse(name);
      told.add(WhyNotOracle.text(held, barred));
      assertThat(oracle.isWay(held, barred, asset)).as(at).isTrue();
      if (barred.derivation().isEmpty()) {
        barred.further().forEach(stop -> direct.add(stop.edge()));
      }
    }
    assertThat(told).as(at).isEqualTo(oracle.heldBack(asset, name));
    if (why.heldBackComplete()) {
      assertThat(oracle.hasOtherStop(asset, name, direct)).as(at).isFalse();
    }
  }

  private static Why why(Catalog catalog, String asset, String name, Why.Limits limits) {
    return catalog.index.why(TENANT, guid(asset), name, limits).orElseThrow();
  }
}
