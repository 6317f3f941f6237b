package dev.lily.graph.lineage.query;

import static dev.lily.graph.lineage.query.Warehouse.TENANT;
import static dev.lily.graph.lineage.query.Warehouse.guid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.ValidityPeriod;
import dev.lily.graph.lineage.LineageDirection;
import dev.lily.graph.lineage.query.ImpactQuery.Carrying;
import dev.lily.graph.lineage.query.ImpactQuery.Filter;
import dev.lily.graph.lineage.query.LineageCounts.Numbers;
import dev.lily.graph.lineage.query.LineagePath.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Paths, impact lists, counts and cycles. */
class TestLineageQuestions {
  private final Warehouse warehouse =
      new Warehouse()
          .flow("table.a", "job.1", "table.b", "job.2", "table.c")
          .flow("table.a", "job.3", "table.c", "job.4", "table.d")
          .contain("table.a", "column.a1", "column.a2")
          .contain("table.c", "column.c1")
          .flow("column.a1", "column.c1");

  private LineagePath path(String from, String to, Lens lens) {
    return warehouse.queries.path(TENANT, guid(from), guid(to), lens).orElseThrow();
  }

  private List<String> names(LineagePath path) {
    return path.nodes().stream().map(node -> warehouse.name(node.guid())).toList();
  }

  private Impact impact(String root, LineageDirection direction, Filter filter, int limit) {
    return warehouse
        .queries
        .impact(TENANT, new ImpactQuery(guid(root), direction, 99, filter, limit, Optional.empty()))
        .orElseThrow();
  }

  private List<String> names(Impact impact) {
    return impact.rows().stream().map(row -> warehouse.name(row.guid())).toList();
  }

  @Test
  void thePathIsAShortestOneInOrder() {
    LineagePath path = path("table.a", "table.d", Lens.ASSET);
    assertThat(path.outcome()).isEqualTo(Outcome.FOUND);
    assertThat(names(path)).containsExactly("table.a", "job.3", "table.c", "job.4", "table.d");
    assertThat(path.length()).isEqualTo(2);
    assertThat(path.edges()).hasSize(4);
    assertThat(path("job.3", "table.d", Lens.ASSET).length()).isEqualTo(2);
    assertThat(path("table.a", "job.3", Lens.ASSET).length()).isEqualTo(1);
  }

  @Test
  void theOtherDirectionIsToldButNotShown() {
    assertThat(path("table.d", "table.a", Lens.ASSET).outcome()).isEqualTo(Outcome.REVERSE_ONLY);
    assertThat(path("table.d", "table.a", Lens.ASSET).nodes()).isEmpty();
    warehouse.flow("table.lonely");
    assertThat(path("table.d", "table.lonely", Lens.ASSET).outcome()).isEqualTo(Outcome.NONE);
  }

  @Test
  void theWayToItselfIsEmpty() {
    for (String name : List.of("table.a", "job.1")) {
      assertThat(path(name, name, Lens.ASSET).outcome()).isEqualTo(Outcome.FOUND);
      assertThat(path(name, name, Lens.ASSET).length()).isZero();
      assertThat(path(name, name, Lens.ASSET).edges()).isEmpty();
    }
  }

  @Test
  void tablesAreConnectedByTheirColumns() {
    assertThat(names(path("table.a", "table.c", Lens.COLUMN)))
        .containsExactly("column.a1", "column.c1");
    assertThat(path("column.a2", "column.c1", Lens.COLUMN).outcome()).isEqualTo(Outcome.NONE);
  }

  @Test
  void anUnknownEndHasNoPath() {
    assertThat(warehouse.queries.path(TENANT, guid("table.a"), guid("table.x"), Lens.ASSET))
        .isEmpty();
  }

  @Test
  void theImpactOfATableIsEverythingBelow() {
    Impact impact = impact("table.a", LineageDirection.DOWNSTREAM, Filter.ALL, 100);
    assertThat(impact.reached()).isEqualTo(8);
    assertThat(impact.matching()).isEqualTo(8);
    assertThat(impact.byType()).isEqualTo(Map.of("job", 4, "table", 3, "column", 1));
    assertThat(impact.byDistance()).isEqualTo(Map.of(1, 5, 2, 3));
    assertThat(impact.truncated()).isFalse();
    assertThat(impact.rows().get(0).side()).isEqualTo(Side.DOWNSTREAM);
    assertThat(impact("table.a", LineageDirection.UPSTREAM, Filter.ALL, 9).rows()).isEmpty();
  }

  @Test
  void filtersJoin() {
    warehouse.tag("table.a", "PII");
    Filter tables = new Filter(Optional.of("table"::equals), Optional.empty(), Optional.empty());
    Filter named =
        new Filter(
            Optional.of("table"::equals),
            Optional.of(name -> name.endsWith("c")),
            Optional.of(new Carrying("PII", Optional.empty())));
    assertThat(names(impact("table.a", LineageDirection.DOWNSTREAM, tables, 9)))
        .containsExactlyInAnyOrder("table.b", "table.c", "table.d");
    Impact found = impact("table.a", LineageDirection.DOWNSTREAM, named, 9);
    assertThat(names(found)).containsExactly("table.c");
    assertThat(found.reached()).isEqualTo(8);
    assertThat(found.byDistance()).isEqualTo(Map.of(1, 1));
  }

  @Test
  void aFilterTellsWhatIsCarriedFromWhatHolds() {
    warehouse.put(
        "table.a",
        false,
        new Classification(
            "PII",
            guid("table.a"),
            Map.of(),
            Classification.Rules.PROPAGATE,
            List.of(new ValidityPeriod("2020/01/01 00:00:00", "2021/01/01 00:00:00", "UTC"))));

    assertThat(carriers("PII", Optional.empty())).isEqualTo(7);
    assertThat(carriers("PII", Optional.of("2020-06-01T00:00:00Z"))).isEqualTo(7);
    assertThat(carriers("PII", Optional.of("2022-06-01T00:00:00Z"))).isZero();
    warehouse.tag("table.b", "PII");
    assertThat(carriers("PII", Optional.of("2022-06-01T00:00:00Z"))).isEqualTo(5);
  }

  private int carriers(String classification, Optional<String> time) {
    Carrying carrying = new Carrying(classification, time.map(Instant::parse));
    Filter filter = new Filter(Optional.empty(), Optional.empty(), Optional.of(carrying));
    return impact("table.a", LineageDirection.DOWNSTREAM, filter, 99).matching();
  }

  @Test
  void aPageEndsWhereTheNextBegins() {
    Impact first = impact("table.a", LineageDirection.DOWNSTREAM, Filter.ALL, 5);
    Impact second =
        warehouse
            .queries
            .impact(
                TENANT,
                new ImpactQuery(
                    guid("table.a"), LineageDirection.DOWNSTREAM, 99, Filter.ALL, 5, first.next()))
            .orElseThrow();
    assertThat(first.truncated()).isTrue();
    assertThat(second.truncated()).isFalse();
    assertThat(first.shown()).isEqualTo(5);
    assertThat(second.shown()).isEqualTo(8);
    assertThat(names(first)).doesNotContainAnyElementsOf(names(second));
  }

  @Test
  void countsTellKindsAndSides() {
    LineageCounts counts = warehouse.queries.counts(TENANT, guid("table.c")).orElseThrow();
    assertThat(counts.upstream().direct()).isEqualTo(new Numbers(2, 2, 1));
    assertThat(counts.upstream().total()).isEqualTo(new Numbers(2, 3, 1));
    assertThat(counts.downstream().total()).isEqualTo(new Numbers(1, 1, 0));
    assertThat(counts.upstream().complete()).isTrue();
    assertThat(counts.inCycle()).isFalse();

    warehouse.flow("table.d", "job.back", "table.b");
    LineageCounts cycle = warehouse.queries.counts(TENANT, guid("table.c")).orElseThrow();
    assertThat(cycle.cycle()).isEqualTo(new Numbers(3, 3, 0));
    assertThat(warehouse.queries.counts(TENANT, guid("table.a")).orElseThrow().inCycle()).isFalse();
  }

  @Test
  void theLargestCycleComesFirst() {
    warehouse
        .flow("table.d", "job.back", "table.b")
        .flow("column.x", "column.y", "column.x")
        .flow("table.self", "job.self", "table.self");

    Cycles cycles = warehouse.queries.cycles(TENANT, Lens.ASSET, 10, 4);

    assertThat(cycles.total()).isEqualTo(2);
    assertThat(cycles.complete()).isTrue();
    assertThat(cycles.cycles()).extracting(Cycle::datasets).containsExactly(3, 0);
    assertThat(cycles.cycles()).extracting(Cycle::columns).containsExactly(0, 2);
    assertThat(cycles.cycles()).extracting(Cycle::processes).containsExactly(3, 0);
    assertThat(cycles.cycles().get(0).members()).hasSize(4);
    assertThat(warehouse.queries.cycles(TENANT, Lens.ASSET, 1, 4).cycles()).hasSize(1);
    assertThat(warehouse.queries.cycles(TENANT, Lens.ASSET, 1, 4).total()).isEqualTo(2);
  }
}
