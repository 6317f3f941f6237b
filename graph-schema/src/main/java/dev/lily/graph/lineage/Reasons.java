package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayDeque;
import com.carrotsearch.hppc.IntIntHashMap;
import dev.lily.graph.asset.Classification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/** Why a classification is where it is, and why not elsewhere; needs the lock of the index. */
final class Reasons {
  private final NodeTable nodes;
  private final EdgeTable edges;
  private final int origin;
  private final RoaringBitmap reached;
  private final Classification classification;
  private final Passage passage;

  Reasons(LineageIndex index, int origin, Classification classification, RoaringBitmap reached) {
    this.nodes = index.nodes();
    this.edges = index.edges();
    this.origin = origin;
    this.classification = classification;
    this.reached = reached;
    this.passage = new Passage(edges.traits(), classification);
  }

  /** Searches from the target back: an asset has fewer ancestors than a hub has descendants. */
  Optional<List<LineageEdge>> shortestPath(int target) {
    IntIntHashMap via = new IntIntHashMap();
    IntArrayDeque queue = new IntArrayDeque();
    via.put(target, -1);
    queue.addLast(target);
    while (!queue.isEmpty() && !via.containsKey(origin)) {
      int node = queue.removeFirst();
      for (int e = nodes.firstIn(node); e >= 0; e = edges.nextIn(e)) {
        if (passage.outward(edges.traits(e))) {
          step(edges.from(e), e, via, queue);
        }
      }
      for (int e = nodes.firstOut(node); e >= 0; e = edges.nextOut(e)) {
        if (passage.inward(edges.traits(e))) {
          step(edges.to(e), e, via, queue);
        }
      }
    }
    return via.containsKey(origin) ? Optional.of(follow(via)) : Optional.empty();
  }

  private void step(int previous, int edge, IntIntHashMap via, IntArrayDeque queue) {
    if (carries(previous) && !nodes.isDeleted(previous) && !via.containsKey(previous)) {
      via.put(previous, edge);
      queue.addLast(previous);
    }
  }

  private List<LineageEdge> follow(IntIntHashMap via) {
    List<LineageEdge> path = new ArrayList<>();
    int node = origin;
    for (int e = via.get(node); e >= 0; e = via.get(node)) {
      path.add(edges.edge(e));
      node = edges.from(e) == node ? edges.to(e) : edges.from(e);
    }
    return path;
  }

  List<HeldBack> stops(int limit) {
    List<HeldBack> stops = new ArrayList<>();
    addStops(origin, stops, limit);
    var carrying = reached.getIntIterator();
    while (carrying.hasNext() && stops.size() < limit) {
      addStops(carrying.next(), stops, limit);
    }
    return stops;
  }

  private void addStops(int node, List<HeldBack> stops, int limit) {
    for (int e = nodes.firstOut(node); e >= 0 && stops.size() < limit; e = edges.nextOut(e)) {
      addStop(node, e, true, stops);
    }
    for (int e = nodes.firstIn(node); e >= 0 && stops.size() < limit; e = edges.nextIn(e)) {
      addStop(node, e, false, stops);
    }
  }

  private void addStop(int node, int edge, boolean outward, List<HeldBack> stops) {
    EdgeTraits traits = edges.traitsOf(edge);
    int other = outward ? edges.to(edge) : edges.from(edge);
    if (!traits.isWay(outward) || carries(other)) {
      return;
    }
    if (!traits.passes(classification, outward)) {
      stops.add(
          new HeldBack(
              edges.edge(edge),
              nodes.guid(node),
              nodes.guid(other),
              traits.heldBack(classification, outward)));
    }
  }

  boolean carries(int node) {
    return node == origin || reached.contains(node);
  }
}
