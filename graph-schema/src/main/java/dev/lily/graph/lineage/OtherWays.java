package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntHashSet;
import com.carrotsearch.hppc.IntIntHashMap;

/** Finds out whether there are stops on other ways than those that are told. */
final class OtherWays {
  private final NodeTable nodes;
  private final EdgeTable edges;
  private final StopReasons reasons;
  private final Effort effort;
  private final IntIntHashMap via;
  private final IntHashSet passed = new IntHashSet();
  private final IntHashSet told = new IntHashSet();
  private final IntHashSet reached = new IntHashSet();
  private final IntArrayList open = new IntArrayList();

  /**
   * Nothing is told yet.
   *
   * @param via the assets that count, each with the edge by which its way goes on
   */
  OtherWays(
      NodeTable nodes, EdgeTable edges, StopReasons reasons, Effort effort, IntIntHashMap via) {
    this.nodes = nodes;
    this.edges = edges;
    this.reasons = reasons;
    this.effort = effort;
    this.via = via;
  }

  /** The way from the asset is told. */
  void tell(int asset) {
    reach(asset);
    int node = asset;
    for (int edge = via.get(node);
        edge != Barriers.NONE && passed.add(node);
        edge = via.get(node)) {
      boolean outward = edges.from(edge) == node;
      if (!reasons.at(edge, outward).isEmpty()) {
        told.add(edge);
      }
      node = outward ? edges.to(edge) : edges.from(edge);
    }
  }

  /** Whether there are any, or there is too much to look at. */
  boolean passStops() {
    boolean pass = false;
    for (int next = 0; next < open.size() && !pass; next++) {
      int node = open.get(next);
      pass = via.get(node) != Barriers.NONE && stopsAfter(node);
    }
    return pass;
  }

  private void reach(int node) {
    if (reached.add(node)) {
      open.add(node);
    }
  }

  private boolean stopsAfter(int node) {
    boolean stops = false;
    for (int e = nodes.firstOut(node); e >= 0 && !stops; e = edges.nextOut(e)) {
      stops = isUntoldStop(e, edges.to(e), true);
    }
    for (int e = nodes.firstIn(node); e >= 0 && !stops; e = edges.nextIn(e)) {
      stops = isUntoldStop(e, edges.from(e), false);
    }
    return stops;
  }

  private boolean isUntoldStop(int edge, int to, boolean outward) {
    if (!effort.take()) {
      return true;
    }
    if (!via.containsKey(to) || !reasons.leads(edge, outward)) {
      return false;
    }
    reach(to);
    return !told.contains(edge) && !reasons.at(edge, outward).isEmpty();
  }
}
