package dev.lily.graph.lineage.query;

import dev.lily.graph.asset.Guid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Cycles out of groups of nodes: those of more than one dataset, the largest first. */
final class CycleList {
  private final IntPredicate isProcess;
  private final IntFunction<Guid> guid;
  private final int memberLimit;

  private record Sized(int[] nodes, int datasets) {}

  CycleList(IntPredicate isProcess, IntFunction<Guid> guid, int memberLimit) {
    this.isProcess = isProcess;
    this.guid = guid;
    this.memberLimit = memberLimit;
  }

  /** How many cycles there are, and the largest. */
  record Found(int total, List<Cycle> cycles) {}

  Found of(List<int[]> components, int limit) {
    List<Sized> cycles = new ArrayList<>();
    for (int[] nodes : components) {
      int datasets = (int) IntStream.of(nodes).filter(isProcess.negate()).count();
      if (datasets > 1) {
        cycles.add(new Sized(nodes, datasets));
      }
    }
    cycles.sort(
        Comparator.comparingInt(Sized::datasets).reversed().thenComparing(this::smallestGuid));
    return new Found(cycles.size(), cycles.stream().limit(limit).map(this::cycle).toList());
  }

  private Guid smallestGuid(Sized cycle) {
    return IntStream.of(cycle.nodes).mapToObj(guid).min(Comparator.naturalOrder()).orElseThrow();
  }

  private Cycle cycle(Sized cycle) {
    List<Guid> members = new ArrayList<>(guids(cycle.nodes, isProcess.negate(), memberLimit));
    members.addAll(guids(cycle.nodes, isProcess, memberLimit - members.size()));
    return new Cycle(cycle.datasets, cycle.nodes.length - cycle.datasets, members);
  }

  private List<Guid> guids(int[] nodes, IntPredicate filter, int limit) {
    return IntStream.of(nodes).filter(filter).mapToObj(guid).sorted().limit(limit).toList();
  }
}
