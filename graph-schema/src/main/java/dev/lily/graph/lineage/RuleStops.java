package dev.lily.graph.lineage;

import dev.lily.graph.asset.Classification;
import java.util.HashSet;
import java.util.Set;

/** Where other rules or types would hold back what travels now; needs the lock of the index. */
final class RuleStops {
  private final NodeTable nodes;
  private final EdgeTable edges;
  private final Carried carried;
  private final Overlay overlay;
  private final Foreseen foreseen;

  RuleStops(LineageIndex index, Carried carried, Overlay overlay, Foreseen foreseen) {
    this.nodes = index.nodes();
    this.edges = index.edges();
    this.carried = carried;
    this.overlay = overlay;
    this.foreseen = foreseen;
  }

  /** Tells what is foreseen of every edge, once it is known how far everything would reach. */
  void hold() {
    overlay.eachChanged(
        edge -> {
          hold(edge, edges.from(edge), edges.to(edge), true);
          hold(edge, edges.to(edge), edges.from(edge), false);
        });
  }

  private void hold(int edge, int from, int to, boolean outward) {
    if (!edges.traitsOf(edge).leads(outward) || nodes.isDeleted(from) || nodes.isDeleted(to)) {
      return;
    }
    Set<String> held = new HashSet<>();
    carried.own(from).stream()
        .filter(own -> own.rules().propagate())
        .forEach(own -> hold(edge, outward, Pair.Key.of(own), own, held));
    carried.eachReaching(
        from,
        pair -> {
          if (!pair.frozen && !pair.key.derived()) {
            hold(edge, outward, pair.key, pair.classification, held);
          }
        });
  }

  private void hold(int edge, boolean outward, Pair.Key key, Classification one, Set<String> held) {
    EdgeTraits then = overlay.traits(edge);
    int from = outward ? edges.from(edge) : edges.to(edge);
    int to = outward ? edges.to(edge) : edges.from(edge);
    boolean stops =
        edges.traitsOf(edge).passes(one, outward)
            && !then.passes(one, outward)
            && carried.reached(key).contains(to)
            && !foreseen.reached(key).contains(to);
    if (stops && held.add(key.name())) {
      foreseen.hold(
          key.name(),
          new HeldBack(
              then.between(
                  nodes.guid(edges.from(edge)), nodes.guid(edges.to(edge)), edges.origin(edge)),
              nodes.guid(from),
              nodes.guid(to),
              then.heldBack(one, outward)));
    }
  }
}
