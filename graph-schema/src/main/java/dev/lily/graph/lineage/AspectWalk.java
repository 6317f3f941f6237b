package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntIntHashMap;
import com.carrotsearch.hppc.IntObjectHashMap;
import dev.lily.graph.rule.InheritRule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A walk along the edges of a rule from one asset, nearest first. Distances count half steps: one
 * between a dataset and a process, two on any other edge.
 */
final class AspectWalk {
  private static final int NONE = -1;

  /** From so many edges on they are not looked through again. */
  private static final int HUB = 8;

  private final NodeTable nodes;
  private final EdgeTable edges;
  private final IntFunction<EdgeTraits> traits;
  private final InheritRule rule;
  private final AspectFlow flow;
  private final Effort effort;
  private final IntObjectHashMap<int[]> hubs;
  private final int start;
  private final IntIntHashMap distances = new IntIntHashMap();
  private final IntIntHashMap vias = new IntIntHashMap();
  private IntArrayList here = new IntArrayList();
  private IntArrayList next = new IntArrayList();
  private IntArrayList afterNext = new IntArrayList();
  private int level;
  private int looked;

  /**
   * A walk that stands at its beginning.
   *
   * @param traits of an edge, as they are or as a proposal would have them
   * @param hubs the passable edges of assets with many others, as walks of this kind found them
   * @param toSources against the way that values go, or else with it
   */
  AspectWalk(
      LineageIndex index,
      IntFunction<EdgeTraits> traits,
      InheritRule rule,
      boolean toSources,
      Effort effort,
      IntObjectHashMap<int[]> hubs,
      int start) {
    this.nodes = index.nodes();
    this.edges = index.edges();
    this.traits = traits;
    this.rule = rule;
    this.flow = AspectFlow.of(rule, toSources);
    this.effort = effort;
    this.hubs = hubs;
    this.start = start;
    distances.put(start, 0);
    here.add(start);
  }

  /** The assets where the walk stands; some may have been nearer. */
  IntArrayList here() {
    return here;
  }

  /** Half steps from the beginning to where the walk stands. */
  int level() {
    return level;
  }

  /** Whether the asset is as far away as the walk has come. */
  boolean isAt(int node) {
    return distances.getOrDefault(node, NONE) == level;
  }

  boolean isOver() {
    return here.isEmpty() && next.isEmpty() && afterNext.isEmpty();
  }

  /** Goes on from one of the assets where the walk stands. */
  void expand(int node) {
    int[] passable = hubs.get(node);
    if (passable == null) {
      looked = 0;
      IntArrayList found = new IntArrayList();
      if (flow.mayLeave(true)) {
        out(node, found);
      }
      if (flow.mayLeave(false)) {
        in(node, found);
      }
      passable = found.toArray();
      if (looked > HUB && effort.isEnough()) {
        hubs.put(node, passable);
      }
    }
    for (int edge : passable) {
      if (!effort.take()) {
        return;
      }
      find(edges.from(edge) == node ? edges.to(edge) : edges.from(edge), edge);
    }
  }

  /** Stands half a step further. */
  void advance() {
    level++;
    IntArrayList free = here;
    here = next;
    next = afterNext;
    afterNext = free;
    afterNext.elementsCount = 0;
  }

  private void out(int node, IntArrayList passable) {
    for (int e = nodes.firstOut(node); e >= 0 && effort.take(); e = edges.nextOut(e)) {
      looked++;
      if (flow.leads(traits.apply(e), true)) {
        passable.add(e);
      }
    }
  }

  private void in(int node, IntArrayList passable) {
    for (int e = nodes.firstIn(node); e >= 0 && effort.take(); e = edges.nextIn(e)) {
      looked++;
      if (flow.leads(traits.apply(e), false)) {
        passable.add(e);
      }
    }
  }

  private void find(int node, int edge) {
    int halfSteps = AspectFlow.halfSteps(traits.apply(edge));
    int distance = level + halfSteps;
    int known = distances.getOrDefault(node, Integer.MAX_VALUE);
    if (distance > 2 * rule.depth() || known <= distance || nodes.isDeleted(node)) {
      return;
    }
    distances.put(node, distance);
    vias.put(node, edge);
    (halfSteps == 1 ? next : afterNext).add(node);
  }

  /** A shortest way from an asset that was found back to the beginning. */
  List<LineageEdge> path(int found) {
    List<LineageEdge> path = new ArrayList<>();
    for (int at = found; at != start; ) {
      int edge = vias.get(at);
      path.add(edges.edge(edge));
      at = edges.from(edge) == at ? edges.to(edge) : edges.from(edge);
    }
    return path;
  }
}
