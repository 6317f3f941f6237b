package dev.lily.graph.lineage;

import dev.lily.graph.rule.AssetFacts;
import dev.lily.graph.rule.DerivationRule;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** What contains what: walks over the hierarchy. */
final class Containment {
  private final NodeTable nodes;
  private final EdgeTable edges;

  private final @Nullable Overlay overlay;
  private final IntFunction<AssetFacts> facts;

  Containment(NodeTable nodes, EdgeTable edges) {
    this(nodes, edges, null, nodes::facts);
  }

  /** As a proposal would have it. */
  Containment(
      NodeTable nodes, EdgeTable edges, @Nullable Overlay overlay, IntFunction<AssetFacts> facts) {
    this.nodes = nodes;
    this.edges = edges;
    this.overlay = overlay;
    this.facts = facts;
  }

  /** Visits the containers of the asset. */
  void containers(int node, IntConsumer visit) {
    if (overlay != null) {
      overlay.ways(node, way -> visit(way, false, visit));
      return;
    }
    for (int e = nodes.firstIn(node); e >= 0; e = edges.nextIn(e)) {
      if (edges.traitsOf(e).kind() == EdgeKind.HIERARCHY) {
        visit.accept(edges.from(e));
      }
    }
  }

  /** Visits what the asset contains. */
  void contents(int node, IntConsumer visit) {
    if (overlay != null) {
      overlay.ways(node, way -> visit(way, true, visit));
      return;
    }
    for (int e = nodes.firstOut(node); e >= 0; e = edges.nextOut(e)) {
      if (edges.traitsOf(e).kind() == EdgeKind.HIERARCHY) {
        visit.accept(edges.to(e));
      }
    }
  }

  private static void visit(Overlay.Way way, boolean outward, IntConsumer visit) {
    if (way.outward() == outward && way.traits().kind() == EdgeKind.HIERARCHY) {
      visit.accept(way.to());
    }
  }

  /**
   * Whose classifications the rules may derive others from because of changed edges: what is at or
   * below a content goes up to its container, what is at or above a container goes down to its
   * content.
   */
  RoaringBitmap concernedBy(RoaringBitmap containers, RoaringBitmap contents) {
    RoaringBitmap concerned = RoaringBitmap.or(containers, contents);
    concerned.or(walk(containers, true, Integer.MAX_VALUE, true));
    concerned.or(walk(contents, false, Integer.MAX_VALUE, true));
    return concerned;
  }

  private RoaringBitmap walk(RoaringBitmap from, boolean upward, int levels, boolean ghosts) {
    RoaringBitmap found = new RoaringBitmap();
    RoaringBitmap edge = from;
    for (int level = 0; level < levels && !edge.isEmpty(); level++) {
      RoaringBitmap next = new RoaringBitmap();
      IntConsumer visit =
          node -> {
            if (ghosts || !nodes.isDeleted(node)) {
              next.add(node);
            }
          };
      edge.forEach(
          (int node) -> {
            if (upward) {
              containers(node, visit);
            } else {
              contents(node, visit);
            }
          });
      next.andNot(found);
      found.or(next);
      edge = next;
    }
    return found;
  }

  /**
   * What the rules derive from what an origin caused.
   *
   * @param carriers who carries a base that came from the origin, the origin included
   * @param origin its number, which is no target; -1 where it is purged
   */
  RoaringBitmap derived(
      List<DerivationRule> rules, Function<String, RoaringBitmap> carriers, int origin) {
    RoaringBitmap target = new RoaringBitmap();
    for (DerivationRule rule : rules) {
      for (String base : rule.classifications()) {
        RoaringBitmap found = walk(carriers.apply(base), rule.isUpward(), rule.levels(), false);
        if (rule.target() != null) {
          found = fitting(found, rule);
        }
        target.or(found);
      }
    }
    if (origin >= 0) {
      target.remove(origin);
    }
    return target;
  }

  private RoaringBitmap fitting(RoaringBitmap found, DerivationRule rule) {
    RoaringBitmap fitting = new RoaringBitmap();
    found.forEach(
        (int node) -> {
          if (rule.target() == null || rule.target().matches(facts.apply(node))) {
            fitting.add(node);
          }
        });
    return fitting;
  }
}
