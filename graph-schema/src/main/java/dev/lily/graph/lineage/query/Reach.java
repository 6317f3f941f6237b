package dev.lily.graph.lineage.query;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntHashSet;
import com.carrotsearch.hppc.IntIntHashMap;

/**
 * One walk along or against the flow, nearest first. Distances count steps: from a dataset to a
 * process or back is one, from dataset to dataset two, with or without a process between. A walk
 * from a process begins at step 1, half way between two datasets.
 */
final class Reach {
  /**
   * Where a walk ends.
   *
   * @param steps how far to go
   * @param nodes how many assets to find, those of the beginning included
   * @param edges how many edges to look at
   */
  record Limits(int steps, int nodes, int edges) {

    /**
     * For walks over all there is: changes wait for them, up to 300 ms on a graph of a million
     * assets.
     */
    static Limits wide(int steps) {
      return new Limits(steps, 250_000, 1_000_000);
    }
  }

  static final int NOT_REACHED = -1;

  private final Ground ground;
  private final boolean downstream;
  private final Limits limits;
  private final IntIntHashMap steps = new IntIntHashMap();
  private final IntIntHashMap via = new IntIntHashMap();
  private final boolean keepsWay;
  private final IntArrayList order = new IntArrayList();
  private IntArrayList here = new IntArrayList();
  private IntArrayList next = new IntArrayList();
  private IntArrayList afterNext = new IntArrayList();
  private final IntHashSet starts = new IntHashSet();
  private int level;
  private int looked;
  private boolean cut;

  Reach(Ground ground, boolean downstream, IntArrayList starts, Limits limits, boolean keepsWay) {
    this.ground = ground;
    this.downstream = downstream;
    this.limits = limits;
    this.keepsWay = keepsWay;
    for (int i = 0; i < starts.size(); i++) {
      int start = starts.get(i);
      int step = ground.isProcess(start) ? 1 : 0;
      if (this.starts.add(start)) {
        steps.put(start, step);
        (step == 0 ? here : next).add(start);
      }
    }
    order.addAll(here);
  }

  /** Walks to the end. */
  Reach all() {
    boolean open = true;
    while (open) {
      open = advance();
    }
    return this;
  }

  /** Takes the next level; false where there is none. */
  boolean advance() {
    if (cut || (here.isEmpty() && next.isEmpty())) {
      return false;
    }
    for (int i = 0; i < here.size() && !cut; i++) {
      expand(here.get(i));
    }
    level++;
    order.addAll(next);
    if (cut) {
      order.addAll(afterNext);
    }
    IntArrayList free = here;
    here = next;
    next = afterNext;
    afterNext = free;
    afterNext.elementsCount = 0;
    return !cut;
  }

  private void expand(int node) {
    if (level >= limits.steps()) {
      return;
    }
    boolean process = ground.isProcess(node);
    ground.flow(
        node,
        downstream,
        (edge, to) -> {
          cut = looked++ == limits.edges();
          if (!cut && steps.indexOf(to) < 0) {
            find(to, edge, process == ground.isProcess(to) ? 2 : 1);
          }
          return !cut;
        });
  }

  private void find(int node, int edge, int away) {
    if (level + away > limits.steps()) {
      return;
    }
    if (steps.size() >= limits.nodes()) {
      cut = true;
      return;
    }
    steps.put(node, level + away);
    if (keepsWay) {
      via.put(node, edge);
    }
    (away == 1 ? next : afterNext).add(node);
  }

  /** How many assets of the walk's edge are not looked at yet. */
  int frontier() {
    return here.size() + next.size();
  }

  /** How many assets were found, those of the beginning included. */
  int size() {
    return order.size();
  }

  boolean isStart(int node) {
    return starts.contains(node);
  }

  /** The assets found, nearest first. */
  int node(int index) {
    return order.get(index);
  }

  boolean has(int node) {
    return steps.indexOf(node) >= 0;
  }

  int steps(int node) {
    return steps.getOrDefault(node, NOT_REACHED);
  }

  /** The edge by which the asset was found first; NONE for those of the beginning. */
  int via(int node) {
    return via.getOrDefault(node, Ground.NONE);
  }

  /** Whether no limit but that of the steps kept anything out, also not where it began. */
  boolean isComplete() {
    return !cut && starts.size() < Starts.LIMIT;
  }
}
