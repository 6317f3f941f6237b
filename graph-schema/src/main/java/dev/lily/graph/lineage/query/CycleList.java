package dev.lily.graph.lineage.query;

import dev.lily.graph.asset.Guid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Cycles out of groups of nodes: those of more than one dataset or column, the largest first. */
final class CycleList {
  private final IntFunction<NodeKind> kind;
  private final IntFunction<Guid> guid;
  private final int memberLimit;

  private record Sized(int[] nodes, int datasets, int columns) {
    int withoutProcesses() {
      return datasets + columns;
    }
  }

  CycleList(IntFunction<NodeKind> kind, IntFunction<Guid> guid, int memberLimit) {
    this.kind = kind;
    this.guid = guid;
    this.memberLimit = memberLimit;
  }

  /** How many cycles there are, and the largest. */
  record Found(int total, List<Cycle> cycles) {}

  Found of(List<int[]> components, int limit) {
    List<Sized> cycles = new ArrayList<>();
    for (int[] nodes : components) {
      Sized cycle = sized(nodes);
      if (cycle.withoutProcesses() > 1) {
        cycles.add(cycle);
      }
    }
    cycles.sort(
        Comparator.comparingInt(Sized::withoutProcesses)
            .reversed()
            .thenComparing(this::smallestGuid));
    return new Found(cycles.size(), cycles.stream().limit(limit).map(this::cycle).toList());
  }

  private Sized sized(int[] nodes) {
    int processes = (int) IntStream.of(nodes).filter(this::isProcess).count();
    int columns = (int) IntStream.of(nodes).filter(this::isColumn).count();
    return new Sized(nodes, nodes.length - processes - columns, columns);
  }

  private boolean isProcess(int node) {
    return kind.apply(node) == NodeKind.PROCESS;
  }

  private boolean isColumn(int node) {
    return kind.apply(node) == NodeKind.COLUMN;
  }

  private Guid smallestGuid(Sized cycle) {
    return IntStream.of(cycle.nodes).mapToObj(guid).min(Comparator.naturalOrder()).orElseThrow();
  }

  private Cycle cycle(Sized cycle) {
    List<Guid> members = new ArrayList<>(guids(cycle.nodes, node -> !isProcess(node), memberLimit));
    members.addAll(guids(cycle.nodes, this::isProcess, memberLimit - members.size()));
    return new Cycle(
        cycle.datasets, cycle.columns, cycle.nodes.length - cycle.withoutProcesses(), members);
  }

  private List<Guid> guids(int[] nodes, IntPredicate filter, int limit) {
    return IntStream.of(nodes).filter(filter).mapToObj(guid).sorted().limit(limit).toList();
  }
}
