package dev.lily.graph.lineage.query;

import static dev.lily.graph.lineage.query.Warehouse.TENANT;
import static dev.lily.graph.lineage.query.Warehouse.guid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.asset.Guid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Cycles among datasets, and among columns. */
class TestCycles {
  private final Warehouse warehouse =
      new Warehouse()
          .contain("table.a", "column.a1", "column.a2")
          .contain("table.b", "column.b1", "column.b2")
          .contain("column.b2", "column.b3");

  private List<Cycle> cycles(Lens lens) {
    return warehouse.queries.cycles(TENANT, lens, 10, 10).cycles();
  }

  @Test
  void columnsOfTwoTablesThatFeedEachOtherAreACycleOfTheTables() {
    warehouse.flow("column.a1", "column.b1").flow("column.b3", "column.a2");

    assertThat(cycles(Lens.ASSET)).hasSize(1);
    Cycle cycle = cycles(Lens.ASSET).get(0);
    assertThat(List.of(cycle.datasets(), cycle.columns(), cycle.processes()))
        .containsExactly(2, 0, 0);
    assertThat(cycle.members()).containsExactlyInAnyOrder(guid("table.a"), guid("table.b"));
    assertThat(cycles(Lens.COLUMN)).isEmpty();
  }

  @Test
  void aTableWhoseColumnsFeedEachOtherIsNone() {
    warehouse.flow("column.a1", "column.a2", "column.a1");

    assertThat(cycles(Lens.ASSET)).isEmpty();
    assertThat(cycles(Lens.COLUMN)).extracting(Cycle::columns).containsExactly(2);
    assertThat(cycles(Lens.COLUMN)).extracting(Cycle::datasets).containsExactly(0);
  }

  @Test
  void tablesAreNoCycleOfColumns() {
    warehouse.flow("table.a", "job.1", "table.b", "job.2", "table.a");

    assertThat(cycles(Lens.ASSET)).extracting(Cycle::processes).containsExactly(2);
    assertThat(cycles(Lens.COLUMN)).isEmpty();
  }

  @Test
  void aColumnOfAnUnknownTableStandsForItself() {
    warehouse.flow("column.x", "column.a1").flow("column.a2", "column.x");

    Cycle cycle = cycles(Lens.ASSET).get(0);
    assertThat(cycle.datasets()).isEqualTo(1);
    assertThat(cycle.columns()).isEqualTo(1);
    assertThat(cycle.members()).containsExactlyInAnyOrder(guid("table.a"), guid("column.x"));
  }

  /** Against a plain closure of what flows between tables once columns stand for their tables. */
  @Test
  void rollingUpEqualsLineageOfTables() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Warehouse made = new Warehouse();
      Map<String, String> tables = new HashMap<>();
      List<String> names = new ArrayList<>();
      for (int table = 0; table < 4; table++) {
        names.add("table." + table);
        for (int column = 0; column < 3; column++) {
          names.add("column." + table + column);
          tables.put("column." + table + column, "table." + table);
          made.contain("table." + table, "column." + table + column);
        }
      }
      Map<String, Set<String>> ofTables = new HashMap<>();
      Map<String, Set<String>> ofColumns = new HashMap<>();
      for (int i = random.nextInt(14); i > 0; i--) {
        String from = names.get(random.nextInt(names.size()));
        String to = names.get(random.nextInt(names.size()));
        made.flow(from, to);
        put(ofTables, tables.getOrDefault(from, from), tables.getOrDefault(to, to));
        if (tables.containsKey(from) && tables.containsKey(to)) {
          put(ofColumns, from, to);
        }
      }
      assertThat(members(made, Lens.ASSET)).as("seed " + seed).isEqualTo(components(ofTables));
      assertThat(members(made, Lens.COLUMN)).as("seed " + seed).isEqualTo(components(ofColumns));
    }
  }

  private static void put(Map<String, Set<String>> flows, String from, String to) {
    flows.computeIfAbsent(from, none -> new HashSet<>()).add(to);
  }

  private static Set<Set<Guid>> members(Warehouse made, Lens lens) {
    return made.queries.cycles(TENANT, lens, 100, 100).cycles().stream()
        .map(cycle -> Set.copyOf(cycle.members()))
        .collect(Collectors.toSet());
  }

  private static Set<Set<Guid>> components(Map<String, Set<String>> flows) {
    Map<String, Set<String>> reached = new HashMap<>();
    flows.keySet().forEach(from -> reached.put(from, reached(from, flows)));
    Set<Set<Guid>> components = new HashSet<>();
    reached.forEach(
        (from, to) -> {
          Set<Guid> members =
              to.stream()
                  .filter(other -> reached.getOrDefault(other, Set.of()).contains(from))
                  .map(Warehouse::guid)
                  .collect(Collectors.toSet());
          if (members.size() > 1) {
            components.add(members);
          }
        });
    return components;
  }

  private static Set<String> reached(String from, Map<String, Set<String>> flows) {
    Set<String> reached = new HashSet<>();
    List<String> open = new ArrayList<>(List.of(from));
    while (!open.isEmpty()) {
      for (String next : flows.getOrDefault(open.remove(0), Set.of())) {
        if (reached.add(next)) {
          open.add(next);
        }
      }
    }
    return reached;
  }
}
