package dev.lily.server.atlas;

import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.server.atlas.LineageGraph.Degrees;
import dev.lily.server.atlas.LineageGraph.Relation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Walks both ways from an entity, each entity's relations up to its limit. */
final class LineageWalk {
  private final Function<LineageEdge, Step> relation;
  private final OnDemand wanted;
  private final int hops;
  private final Map<Guid, List<Step>> outputs = new HashMap<>();
  private final Map<Guid, List<Step>> inputs = new HashMap<>();
  private final Map<Guid, Degrees> degrees = new HashMap<>();
  private final Set<Relation> shown = new LinkedHashSet<>();

  LineageWalk(Function<LineageEdge, Step> relation, OnDemand wanted, int hops) {
    this.relation = relation;
    this.wanted = wanted;
    this.hops = hops;
  }

  /**
   * An edge in the direction of the data.
   *
   * @param hops how much of the depth it takes: an edge without a process is a whole level
   */
  record Step(Relation relation, int hops) {}

  LineageGraph from(Guid base, List<LineageEdge> edges) {
    for (LineageEdge edge : edges) {
      Step step = relation.apply(edge);
      outputs.computeIfAbsent(step.relation().from(), g -> new ArrayList<>()).add(step);
      inputs.computeIfAbsent(step.relation().to(), g -> new ArrayList<>()).add(step);
    }
    for (boolean downstream : new boolean[] {false, true}) {
      if (wanted.base().allows(downstream)) {
        walk(base, downstream);
      }
    }
    return new LineageGraph(new ArrayList<>(shown), counted(base));
  }

  private void walk(Guid base, boolean downstream) {
    Map<Guid, Integer> distance = new HashMap<>();
    Deque<Guid> open = new ArrayDeque<>();
    distance.put(base, 0);
    open.add(base);
    while (!open.isEmpty()) {
      Guid entity = open.removeFirst();
      int limit = wanted.at(entity).limit(downstream);
      int here = distance.getOrDefault(entity, 0);
      int followed = 0;
      for (Step step : steps(entity, downstream)) {
        if (here + step.hops() > hops || followed == limit) {
          continue;
        }
        followed++;
        shown.add(step.relation());
        Guid next = downstream ? step.relation().to() : step.relation().from();
        if (distance.putIfAbsent(next, here + step.hops()) == null) {
          open.add(next);
        }
      }
    }
  }

  private List<Step> steps(Guid entity, boolean downstream) {
    return (downstream ? outputs : inputs).getOrDefault(entity, List.of());
  }

  private Map<Guid, Degrees> counted(Guid base) {
    degrees(base);
    for (Relation one : shown) {
      degrees(one.from()).shownOutputs++;
      degrees(one.to()).shownInputs++;
    }
    return degrees;
  }

  private Degrees degrees(Guid entity) {
    return degrees.computeIfAbsent(
        entity,
        guid -> {
          Degrees all = new Degrees();
          all.inputs = steps(guid, false).size();
          all.outputs = steps(guid, true).size();
          return all;
        });
  }
}
