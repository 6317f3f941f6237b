package dev.lily.graph.lineage;

import dev.lily.graph.asset.Classification;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/**
 * Where what would travel on, if types were others, would be held back; needs the lock of the
 * index.
 */
final class TurnStops {
  private final NodeTable nodes;
  private final EdgeTable edges;
  private final Carried carried;
  private final Overlay overlay;
  private final Foreseen foreseen;

  TurnStops(NodeTable nodes, EdgeTable edges, Carried carried, Overlay overlay, Foreseen foreseen) {
    this.nodes = nodes;
    this.edges = edges;
    this.carried = carried;
    this.overlay = overlay;
    this.foreseen = foreseen;
  }

  /** One classification on its way. */
  private record Traveller(Pair.Key key, Classification one, int origin, RoaringBitmap reach) {}

  /** Tells what is foreseen, once it is known how far everything would reach. */
  void hold(Map<Pair.Key, Classification> concerned) {
    concerned.forEach(
        (key, one) -> {
          Traveller traveller =
              new Traveller(key, one, nodes.find(key.origin()), foreseen.reached(key));
          RoaringBitmap before = carried.reached(key);
          at(traveller.origin(), false, traveller);
          traveller.reach().forEach((int node) -> at(node, !before.contains(node), traveller));
        });
  }

  /** Of an asset that has it already only the ways that are new. */
  private void at(int node, boolean fresh, Traveller traveller) {
    overlay.ways(
        node,
        way -> {
          boolean isNew = fresh || !leads(way.edge(), way.outward());
          if (isNew
              && way.traits().leads(way.outward())
              && !way.traits().passes(traveller.one(), way.outward())
              && way.to() != traveller.origin()
              && !traveller.reach().contains(way.to())
              && !nodes.isDeleted(way.to())) {
            hold(node, way, traveller);
          }
        });
  }

  private boolean leads(int edge, boolean outward) {
    return edge >= 0 && edges.traitsOf(edge).leads(outward);
  }

  private void hold(int node, Overlay.Way way, Traveller traveller) {
    int from = way.outward() ? node : way.to();
    int to = way.outward() ? way.to() : node;
    EdgeOrigin origin = way.edge() < 0 ? EdgeOrigin.PLAIN : edges.origin(way.edge());
    foreseen.hold(
        traveller.key().name(),
        new HeldBack(
            way.traits().between(foreseen.guid(from), foreseen.guid(to), origin),
            foreseen.guid(node),
            foreseen.guid(way.to()),
            way.traits().heldBack(traveller.one(), way.outward())));
  }
}
