package dev.lily.graph.lineage.query;

import static dev.lily.graph.lineage.query.Warehouse.TENANT;
import static dev.lily.graph.lineage.query.Warehouse.guid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.LineageDirection;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.lineage.query.LineagePath.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every answer on random graphs equals what a table of all distances says. */
class TestLineageProperty {
  private static final int GRAPHS = 400;
  private static final List<String> TYPES = List.of("table", "table", "job", "column");

  @Test
  void answersEqualATableOfAllDistances() {
    for (int seed = 0; seed < GRAPHS; seed++) {
      new Run(seed).check();
    }
  }

  private static final class Run {
    private static final int FAR = 1_000_000;

    private final Random random;
    private final Warehouse warehouse = new Warehouse();
    private final List<String> names = new ArrayList<>();
    private final Map<String, LineageEdge> edges = new HashMap<>();
    private final int[][] steps;
    private final String about;

    Run(int seed) {
      random = new Random(seed);
      about = "graph " + seed;
      int size = 2 + random.nextInt(14);
      for (int i = 0; i < size; i++) {
        names.add(TYPES.get(random.nextInt(TYPES.size())) + "." + i);
        warehouse.put(names.get(i), random.nextInt(10) == 0);
      }
      int changes = random.nextInt(size * 3);
      for (int i = 0; i < changes; i++) {
        change(names.get(random.nextInt(size)), names.get(random.nextInt(size)));
      }
      steps = table();
    }

    private void change(String from, String to) {
      LineageEdge edge = Warehouse.edge(from, to);
      if (random.nextInt(5) == 0) {
        warehouse.cut(edge);
        edges.remove(from + ">" + to);
      } else {
        warehouse.put(edge);
        edges.put(from + ">" + to, edge);
      }
    }

    private boolean flows(int from, int to) {
      return edges.containsKey(names.get(from) + ">" + names.get(to));
    }

    private boolean isProcess(int node) {
      return names.get(node).startsWith("job");
    }

    private int[][] table() {
      int size = names.size();
      int[][] table = new int[size][size];
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          int step = isProcess(i) == isProcess(j) ? 2 : 1;
          table[i][j] = i == j ? 0 : flows(i, j) ? step : FAR;
        }
      }
      for (int k = 0; k < size; k++) {
        for (int i = 0; i < size; i++) {
          for (int j = 0; j < size; j++) {
            table[i][j] = Math.min(table[i][j], table[i][k] + table[k][j]);
          }
        }
      }
      return table;
    }

    private int steps(int root, int node, LineageDirection direction) {
      return switch (direction) {
        case DOWNSTREAM -> steps[root][node];
        case UPSTREAM -> steps[node][root];
        case BOTH -> Math.min(steps[root][node], steps[node][root]);
      };
    }

    private int distance(int root, int node, LineageDirection direction) {
      int away = steps(root, node, direction);
      return root == node ? 0 : (away + (isProcess(root) ? 1 : 0) + 1) / 2;
    }

    private Map<Guid, Integer> within(int root, LineageDirection direction, int depth) {
      Map<Guid, Integer> within = new HashMap<>();
      int limit = 2 * depth - (isProcess(root) ? 1 : 0);
      for (int node = 0; node < names.size(); node++) {
        if (steps(root, node, direction) <= limit) {
          within.put(guid(names.get(node)), distance(root, node, direction));
        }
      }
      return within;
    }

    void check() {
      int root = random.nextInt(names.size());
      int other = random.nextInt(names.size());
      int depth = 1 + random.nextInt(5);
      for (LineageDirection direction : LineageDirection.values()) {
        impact(root, direction, depth);
        scene(root, direction, depth);
      }
      counts(root);
      path(root, other);
      cycles();
    }

    private void impact(int root, LineageDirection direction, int depth) {
      Map<Guid, Integer> expected = within(root, direction, depth);
      expected.remove(guid(names.get(root)));
      Map<Guid, Integer> found = new HashMap<>();
      Optional<PageKey> after = Optional.empty();
      int last = 0;
      do {
        ImpactQuery query =
            new ImpactQuery(
                guid(names.get(root)),
                direction,
                depth,
                ImpactQuery.Filter.ALL,
                1 + random.nextInt(4),
                after);
        Impact impact = warehouse.queries.impact(TENANT, query).orElseThrow();
        for (Impact.Row row : impact.rows()) {
          assertThat(found.put(row.guid(), row.distance())).as(about).isNull();
          assertThat(row.distance()).as(about).isGreaterThanOrEqualTo(last);
          last = row.distance();
        }
        assertThat(impact.matching()).as(about).isEqualTo(expected.size());
        assertThat(impact.shown()).as(about).isEqualTo(found.size());
        after = impact.next();
      } while (after.isPresent());
      assertThat(found).as(about).isEqualTo(expected);
    }

    private void scene(int root, LineageDirection direction, int depth) {
      Map<Guid, Integer> expected = within(root, direction, depth);
      Map<Guid, Integer> found = new HashMap<>();
      List<LineageEdge> drawn = new ArrayList<>();
      Optional<PageKey> after = Optional.empty();
      Scene scene;
      do {
        SceneQuery query =
            new SceneQuery(
                guid(names.get(root)), direction, depth, Lens.ASSET, 1 + random.nextInt(6), after);
        scene = warehouse.queries.scene(TENANT, query).orElseThrow();
        scene.nodes().forEach(node -> found.put(node.asset().guid(), node.distance()));
        scene.edges().forEach(edge -> drawn.add(edge.relationship().orElseThrow()));
        checkHidden(scene, found.keySet());
        after = scene.next();
      } while (after.isPresent());
      assertThat(found).as(about).isEqualTo(expected);
      assertThat(scene.total()).as(about).isEqualTo(expected.size());
      assertThat(drawn)
          .as(about)
          .containsExactlyInAnyOrderElementsOf(
              edges.values().stream()
                  .filter(e -> expected.containsKey(e.from()) && expected.containsKey(e.to()))
                  .toList());
      assertThat(members(scene.cycles())).as(about).isEqualTo(components(expected.keySet()));
    }

    private void checkHidden(Scene scene, Set<Guid> shown) {
      for (Scene.Node node : scene.nodes()) {
        int at = names.indexOf(warehouse.name(node.asset().guid()));
        int below = 0;
        int above = 0;
        for (int i = 0; i < names.size(); i++) {
          boolean hidden = !shown.contains(guid(names.get(i)));
          below += hidden && flows(at, i) ? 1 : 0;
          above += hidden && flows(i, at) ? 1 : 0;
        }
        assertThat(node.hiddenDownstream()).as(about).isEqualTo(below);
        assertThat(node.hiddenUpstream()).as(about).isEqualTo(above);
      }
    }

    private void counts(int root) {
      LineageCounts counts = warehouse.queries.counts(TENANT, guid(names.get(root))).orElseThrow();
      assertThat(counts.downstream().total())
          .as(about)
          .isEqualTo(numbers(root, LineageDirection.DOWNSTREAM, FAR / 4));
      assertThat(counts.upstream().total())
          .as(about)
          .isEqualTo(numbers(root, LineageDirection.UPSTREAM, FAR / 4));
      assertThat(counts.upstream().direct())
          .as(about)
          .isEqualTo(numbers(root, LineageDirection.UPSTREAM, 1));
    }

    private LineageCounts.Numbers numbers(int root, LineageDirection direction, int depth) {
      Map<String, Integer> byType = new HashMap<>();
      within(root, direction, depth).keySet().stream()
          .map(warehouse::name)
          .filter(name -> !name.equals(names.get(root)))
          .forEach(name -> byType.merge(Warehouse.type(name), 1, Integer::sum));
      return new LineageCounts.Numbers(
          byType.getOrDefault("table", 0),
          byType.getOrDefault("job", 0),
          byType.getOrDefault("column", 0));
    }

    private void path(int from, int to) {
      LineagePath path =
          warehouse
              .queries
              .path(TENANT, guid(names.get(from)), guid(names.get(to)), Lens.ASSET)
              .orElseThrow();
      if (steps[from][to] < FAR) {
        assertThat(path.outcome()).as(about).isEqualTo(Outcome.FOUND);
        int taken = 0;
        for (int i = 1; i < path.nodes().size(); i++) {
          int here = names.indexOf(warehouse.name(path.nodes().get(i - 1).guid()));
          int next = names.indexOf(warehouse.name(path.nodes().get(i).guid()));
          assertThat(flows(here, next)).as(about).isTrue();
          taken += isProcess(here) == isProcess(next) ? 2 : 1;
        }
        assertThat(taken).as(about).isEqualTo(steps[from][to]);
        assertThat(path.length()).as(about).isEqualTo((taken + 1) / 2);
        assertThat(path.nodes().get(0).guid()).isEqualTo(guid(names.get(from)));
        assertThat(path.nodes().get(path.edges().size()).guid()).isEqualTo(guid(names.get(to)));
      } else {
        assertThat(path.outcome())
            .as(about)
            .isEqualTo(steps[to][from] < FAR ? Outcome.REVERSE_ONLY : Outcome.NONE);
      }
    }

    private void cycles() {
      Cycles cycles = warehouse.queries.cycles(TENANT, Lens.ASSET, 100, 100);
      assertThat(members(cycles.cycles()))
          .as(about)
          .isEqualTo(components(names.stream().map(Warehouse::guid).collect(Collectors.toSet())));
      assertThat(cycles.total()).as(about).isEqualTo(cycles.cycles().size());
      for (int i = 0; i < names.size(); i++) {
        LineageCounts counts = warehouse.queries.counts(TENANT, guid(names.get(i))).orElseThrow();
        Guid asset = guid(names.get(i));
        LineageCounts.Numbers expected =
            cycles.cycles().stream()
                .filter(cycle -> cycle.members().contains(asset))
                .map(
                    cycle ->
                        new LineageCounts.Numbers(
                            cycle.datasets(), cycle.processes(), cycle.columns()))
                .findFirst()
                .orElse(LineageCounts.Numbers.NONE);
        assertThat(counts.cycle()).as(about).isEqualTo(expected);
      }
    }

    private static Set<Set<Guid>> members(List<Cycle> cycles) {
      return cycles.stream().map(cycle -> Set.copyOf(cycle.members())).collect(Collectors.toSet());
    }

    /** Cycles of the graph between these assets only. */
    private Set<Set<Guid>> components(Set<Guid> among) {
      int size = names.size();
      boolean[][] leads = new boolean[size][size];
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          leads[i][j] = among.contains(guid(names.get(i))) && among.contains(guid(names.get(j)));
          leads[i][j] &= i == j || flows(i, j);
        }
      }
      for (int k = 0; k < size; k++) {
        for (int i = 0; i < size; i++) {
          for (int j = 0; j < size; j++) {
            leads[i][j] |= leads[i][k] && leads[k][j];
          }
        }
      }
      Set<Set<Guid>> components = new HashSet<>();
      for (int i = 0; i < size; i++) {
        Set<Guid> members = new HashSet<>();
        int datasets = 0;
        for (int j = 0; j < size; j++) {
          if (leads[i][j] && leads[j][i]) {
            members.add(guid(names.get(j)));
            datasets += isProcess(j) ? 0 : 1;
          }
        }
        if (datasets > 1) {
          components.add(members);
        }
      }
      return components;
    }
  }
}
