package dev.lily.graph.lineage;

import static dev.lily.graph.lineage.Catalog.OUTLIVING;
import static dev.lily.graph.lineage.Catalog.RESTRICTED_LINEAGE;
import static dev.lily.graph.lineage.Catalog.TENANT;
import static dev.lily.graph.lineage.Catalog.classification;
import static dev.lily.graph.lineage.Catalog.column;
import static dev.lily.graph.lineage.Catalog.guid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.asset.Provenance;
import dev.lily.graph.asset.ValidityPeriod;
import dev.lily.graph.rule.SeverityRule;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TestWhy {
  private static final Why.Limits LIMITS = new Why.Limits(100, 100, 100);
  private static final Classification.Rules STAY = Classification.Rules.STAY;

  @Test
  void theNearestOriginComesFirstAfterTheAssetItself() {
    Catalog catalog =
        new Catalog()
            .assets("far", "mid", "near", "x")
            .edges(column("far", "mid"), column("mid", "x"), column("near", "x"));
    catalog.tag("far");
    catalog.tag("near");
    catalog.tag("x");

    Why why = why(catalog, "x", LIMITS);

    assertThat(why.carries()).isTrue();
    assertThat(why.originCount()).isEqualTo(3);
    assertThat(why.origins())
        .extracting(origin -> origin.classification().origin())
        .containsExactly(guid("x"), guid("near"), guid("far"));
    assertThat(why.origins()).extracting(Why.Origin::hopCount).containsExactly(0, 1, 2);
    assertThat(why.origins().get(2).hops())
        .extracting(Why.Hop::number, Why.Hop::from, Why.Hop::to, Why.Hop::rule)
        .containsExactly(
            tuple(1, guid("far"), guid("mid"), "column lineage ONE_TO_TWO"),
            tuple(2, guid("mid"), guid("x"), "column lineage ONE_TO_TWO"));
    assertThat(why.heldBack()).isEmpty();
    assertThat(why.heldBackComplete()).isTrue();
  }

  @Test
  void theLimitsKeepTheNearestOriginsAndBothEndsOfThePath() {
    Catalog catalog = new Catalog().assets("n0", "n1", "n2", "n3", "n4", "n5", "other");
    for (int i = 0; i < 5; i++) {
      catalog.edges(column("n" + i, "n" + (i + 1)));
    }
    catalog.edges(column("other", "n0"));
    catalog.tag("n0");
    catalog.tag("other");

    Why why = why(catalog, "n5", new Why.Limits(1, 3, 10));

    assertThat(why.originCount()).isEqualTo(2);
    assertThat(why.origins()).hasSize(1);
    assertThat(why.origins().get(0).hopCount()).isEqualTo(5);
    assertThat(why.origins().get(0).hops()).extracting(Why.Hop::number).containsExactly(1, 4, 5);
  }

  @Test
  void anAssetWithoutItShowsWhatHeldItBackHereAndFurtherUp() {
    Catalog catalog =
        new Catalog()
            .assets("a", "b", "c", "x")
            .edges(
                column("a", "b").stoppedBy("masking"),
                column("b", "x"),
                column("c", "x"),
                column("a", "x").blocking(Set.of("PII")));
    catalog.tag("a");
    catalog.put("c", false, classification("PII", "c", STAY));

    Why why = why(catalog, "x", LIMITS);

    assertThat(why.carries()).isFalse();
    assertThat(why.originCount()).isZero();
    assertThat(why.heldBack())
        .extracting(Why.Barred::stop)
        .extracting(HeldBack::from, HeldBack::to, HeldBack::reason)
        .containsExactlyInAnyOrder(
            tuple(guid("c"), guid("x"), "propagate is false"),
            tuple(guid("a"), guid("x"), "blocked"),
            tuple(guid("a"), guid("b"), "masking"));
  }

  @Test
  void restrictionsAndEdgesThatCarryNothingAreReasonsToo() {
    LineageEdge silent =
        LineageEdge.of(guid("b"), guid("x"), "t", EdgeKind.DATASET_LINEAGE, PropagateTags.NONE);
    Catalog catalog = new Catalog().assets("a", "b", "x").edges(column("a", "x"), silent);
    catalog.put("a", false, classification("PII", "a", RESTRICTED_LINEAGE));
    catalog.tag("b");

    assertThat(why(catalog, "x", LIMITS).heldBack())
        .extracting(barred -> barred.stop().reason())
        .containsExactlyInAnyOrder("restricted through lineage", "propagateTags NONE");
  }

  @Test
  void whatOutlivedItsOriginHasNoPath() {
    Catalog catalog = new Catalog().assets("a", "x").edges(column("a", "x"));
    Classification outliving = classification("PII", "a", OUTLIVING);
    catalog.put("a", false, outliving);
    catalog.put("a", true, outliving);

    Why.Origin origin = why(catalog, "x", LIMITS).origins().get(0);

    assertThat(origin.remains()).isTrue();
    assertThat(origin.classification().origin()).isEqualTo(guid("a"));
    assertThat(origin.hops()).isEmpty();
  }

  @Test
  void anUnknownAssetHasNoAnswer() {
    assertThat(new Catalog().index.why(TENANT, guid("nobody"), "PII", LIMITS)).isEmpty();
  }

  @Test
  void whoPutItThereIsToldEvenWhereItWasPutThereAgain() {
    Catalog catalog = new Catalog().assets("a", "x").edges(column("a", "x"));
    Classification pii = classification("PII", "a", Classification.Rules.PROPAGATE);
    Provenance first = new Provenance("ann", 1, "r1", "1-0");
    Provenance second = new Provenance("bob", 2, "r2", "2-0");

    catalog.put("a", false, pii.from(first));
    assertThat(provenance(catalog)).isEqualTo(first);
    Delta again = catalog.put("a", false, pii.from(second));

    assertThat(provenance(catalog)).isEqualTo(second);
    assertThat(again.spreads()).isEmpty();
  }

  @Test
  void onlyTheMostSevereValuesCountAsForEngines() {
    Catalog catalog =
        new Catalog()
            .assets("low", "high", "brief", "x")
            .edges(column("low", "x"), column("high", "x"), column("brief", "x"));
    catalog.rules(
        new SeverityRule("levels", "", false, "PII", "level", List.of("low", "high", "top")));
    catalog.put("low", false, level("low", "low"));
    catalog.put("high", false, level("high", "high"));
    ValidityPeriod period = new ValidityPeriod("", "2099/01/01 00:00:00", "UTC");
    Classification top = level("brief", "top");
    catalog.put(
        "brief",
        false,
        new Classification("PII", top.origin(), top.attributes(), top.rules(), List.of(period)));

    Why why = why(catalog, "x", LIMITS);

    assertThat(why.origins())
        .extracting(origin -> origin.classification().origin(), Why.Origin::counts)
        .containsExactlyInAnyOrder(
            tuple(guid("low"), false), tuple(guid("high"), true), tuple(guid("brief"), true));
    assertThat(why.severity().orElseThrow().rule()).isEqualTo("levels");
    assertThat(why.severity().orElseThrow().counting())
        .containsExactlyElementsOf(catalog.index.of(TENANT, Catalog.key("x")));
    assertThat(why(catalog, "low", LIMITS).origins()).allMatch(Why.Origin::counts);
  }

  private static Classification level(String origin, String level) {
    return new Classification(
        "PII", guid(origin), Map.of("level", level), Classification.Rules.PROPAGATE, List.of());
  }

  private static Provenance provenance(Catalog catalog) {
    return why(catalog, "x", LIMITS).origins().get(0).classification().provenance();
  }

  @Test
  void eachHopTellsWhenItWasReached() {
    ClassificationIndex index =
        new ClassificationIndex(Clock.fixed(Instant.ofEpochMilli(5_000), ZoneOffset.UTC));
    index.apply(
        List.of(asset(1, 100, "a", true), asset(1, 100, "b", false), edge(1, 100, "a", "b")));
    index.apply(List.of(asset(2, 200, "c", false), edge(2, 200, "b", "c")));

    List<Why.Hop> hops =
        index.why(TENANT, guid("c"), "PII", LIMITS).orElseThrow().origins().get(0).hops();

    assertThat(hops.get(0).arrival()).contains(new Arrival(1, 100, 5_000));
    assertThat(hops.get(1).arrival().orElseThrow().position()).isEqualTo(2);
  }

  @Test
  void onlyTheFirstAndTheNewestTimesAreKept() {
    Catalog catalog = new Catalog().assets("a", "b0").edges(column("a", "b0"));
    catalog.tag("a");
    for (int i = 1; i <= 10; i++) {
      catalog.assets("b" + i).edges(column("a", "b" + i));
    }

    assertThat(arrives(catalog, "b0")).isTrue();
    assertThat(arrives(catalog, "b3")).isFalse();
    assertThat(arrives(catalog, "b4")).isTrue();
    assertThat(arrives(catalog, "b10")).isTrue();
  }

  private static boolean arrives(Catalog catalog, String asset) {
    return why(catalog, asset, LIMITS).origins().get(0).hops().get(0).arrival().isPresent();
  }

  private static Op asset(long position, long time, String name, boolean tagged) {
    List<Classification> own =
        tagged ? List.of(classification("PII", name, Classification.Rules.PROPAGATE)) : List.of();
    return new Op.PutAsset(new Op.At(TENANT, position, time), Catalog.ref(name), own, false);
  }

  private static Op edge(long position, long time, String from, String to) {
    return new Op.PutEdge(new Op.At(TENANT, position, time), column(from, to));
  }

  /** Names all origins that the asset has, each by a path that is as short as any and passable. */
  @Test
  void everyAnswerIsComplete() {
    for (int seed = 0; seed < 1_000; seed++) {
      RandomChanges changes = new RandomChanges(seed);
      ClassificationIndex index = new ClassificationIndex();
      for (int step = 0; step < 40; step++) {
        index.apply(changes.next());
      }
      for (Guid asset : changes.universe()) {
        check(index, asset, "seed " + seed + ", asset " + asset);
      }
    }
  }

  private static void check(ClassificationIndex index, Guid asset, String at) {
    Map<String, List<Classification>> carried = new TreeMap<>();
    for (Classification one : index.of(TENANT, asset)) {
      carried.computeIfAbsent(one.typeName(), name -> new ArrayList<>()).add(one);
    }
    carried.forEach(
        (name, all) -> {
          Why why = index.why(TENANT, asset, name, LIMITS).orElseThrow();
          assertThat(why.origins())
              .as(at)
              .extracting(Why.Origin::classification)
              .containsExactlyInAnyOrderElementsOf(all);
          why.origins().forEach(origin -> check(index, asset, name, origin, at));
          why.heldBack().forEach(barred -> check(index, asset, name, barred.stop(), at));
        });
  }

  private static void check(
      ClassificationIndex index, Guid asset, String name, Why.Origin origin, String at) {
    Guid from = origin.classification().origin();
    int shortest =
        from.equals(asset)
            ? 0
            : index.shortestPath(TENANT, from, asset, name).map(List::size).orElse(0);
    assertThat(origin.hopCount()).as(at).isEqualTo(shortest);
    Guid here = from;
    for (Why.Hop hop : origin.hops()) {
      assertThat(hop.from()).as(at).isEqualTo(here);
      assertThat(List.of(hop.edge().from(), hop.edge().to())).contains(hop.from(), hop.to());
      here = hop.to();
    }
    assertThat(origin.hops().isEmpty() ? asset : here).as(at).isEqualTo(asset);
  }

  private static void check(
      ClassificationIndex index, Guid asset, String name, HeldBack barrier, String at) {
    assertThat(barrier.to()).as(at).isEqualTo(asset);
    assertThat(index.of(TENANT, barrier.from()))
        .as(at)
        .extracting(Classification::typeName)
        .contains(name);
  }

  private static Why why(Catalog catalog, String asset, Why.Limits limits) {
    return catalog.index.why(TENANT, guid(asset), "PII", limits).orElseThrow();
  }
}
