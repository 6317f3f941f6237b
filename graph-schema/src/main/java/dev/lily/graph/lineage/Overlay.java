package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntObjectHashMap;
import com.carrotsearch.hppc.cursors.IntCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/** Edges as a proposal would have them, over the edges as they are. */
final class Overlay {
  /**
   * One way along an edge, from the asset where the walk stands.
   *
   * @param edge its number; -1 for one that is not there yet
   */
  record Way(int edge, int to, EdgeTraits traits, boolean outward) {}

  private record Added(int from, int to, EdgeTraits traits) {}

  private final NodeTable nodes;
  private final EdgeTable edges;
  private final IntObjectHashMap<EdgeTraits> changed = new IntObjectHashMap<>();
  private final List<Added> added = new ArrayList<>();
  private final IntObjectHashMap<List<Added>> addedAt = new IntObjectHashMap<>();
  private final RoaringBitmap gone = new RoaringBitmap();

  Overlay(LineageIndex index) {
    this.nodes = index.nodes();
    this.edges = index.edges();
  }

  void add(int from, int to, EdgeTraits traits) {
    Added edge = new Added(from, to, traits);
    added.add(edge);
    addedAt(from).add(edge);
    if (to != from) {
      addedAt(to).add(edge);
    }
  }

  private List<Added> addedAt(int node) {
    List<Added> known = addedAt.get(node);
    if (known == null) {
      known = new ArrayList<>();
      addedAt.put(node, known);
    }
    return known;
  }

  void change(int edge, EdgeTraits traits) {
    changed.put(edge, traits);
  }

  void remove(int edge) {
    gone.add(edge);
  }

  EdgeTraits traits(int edge) {
    EdgeTraits proposed = changed.get(edge);
    return proposed != null ? proposed : edges.traitsOf(edge);
  }

  /** Visits the edges that are there and would have other traits. */
  void eachChanged(IntConsumer visit) {
    for (IntCursor edge : changed.keys()) {
      visit.accept(edge.value);
    }
  }

  /** The assets at the ends of what differs. */
  RoaringBitmap ends() {
    RoaringBitmap ends = new RoaringBitmap();
    gone.forEach((int edge) -> addEnds(edge, ends));
    for (IntCursor edge : changed.keys()) {
      addEnds(edge.value, ends);
    }
    for (Added edge : added) {
      ends.add(edge.from());
      ends.add(edge.to());
    }
    return ends;
  }

  /** Adds the ends of hierarchy edges that differ. */
  void containment(RoaringBitmap containers, RoaringBitmap contents) {
    IntConsumer known =
        edge -> {
          if (edges.traitsOf(edge).kind() == EdgeKind.HIERARCHY
              || traits(edge).kind() == EdgeKind.HIERARCHY) {
            containers.add(edges.from(edge));
            contents.add(edges.to(edge));
          }
        };
    gone.forEach((int edge) -> known.accept(edge));
    for (IntCursor edge : changed.keys()) {
      known.accept(edge.value);
    }
    for (Added edge : added) {
      if (edge.traits().kind() == EdgeKind.HIERARCHY) {
        containers.add(edge.from());
        contents.add(edge.to());
      }
    }
  }

  private void addEnds(int edge, RoaringBitmap ends) {
    ends.add(edges.from(edge));
    ends.add(edges.to(edge));
  }

  /**
   * Visits every way from the asset that would be there, passable or not. Numbers after the last
   * stand for assets that nothing is known of yet.
   */
  void ways(int node, Consumer<Way> visit) {
    if (node < nodes.limit()) {
      knownWays(node, visit);
    }
    if (addedAt.containsKey(node)) {
      for (Added edge : addedAt.get(node)) {
        if (edge.from() == node) {
          visit.accept(new Way(-1, edge.to(), edge.traits(), true));
        }
        if (edge.to() == node) {
          visit.accept(new Way(-1, edge.from(), edge.traits(), false));
        }
      }
    }
  }

  private void knownWays(int node, Consumer<Way> visit) {
    for (int e = nodes.firstOut(node); e >= 0; e = edges.nextOut(e)) {
      if (!gone.contains(e)) {
        visit.accept(new Way(e, edges.to(e), traits(e), true));
      }
    }
    for (int e = nodes.firstIn(node); e >= 0; e = edges.nextIn(e)) {
      if (!gone.contains(e)) {
        visit.accept(new Way(e, edges.from(e), traits(e), false));
      }
    }
  }
}
