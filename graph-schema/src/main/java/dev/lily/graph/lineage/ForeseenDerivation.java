package dev.lily.graph.lineage;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Guid;
import java.util.LinkedHashSet;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/** What rules would derive from what a proposal changes. */
final class ForeseenDerivation {
  private final NodeTable nodes;
  private final Carried carried;
  private final TenantId tenant;
  private final Derivations now;
  private final Overlay overlay;
  private final Foreseen foreseen;
  private final Containment containment;
  private final Deriver deriver;

  ForeseenDerivation(
      LineageIndex index, Carried carried, TenantId tenant, Overlay overlay, Foreseen foreseen) {
    this.nodes = index.nodes();
    this.carried = carried;
    this.tenant = tenant;
    this.now = index.rules().derivations(tenant);
    this.overlay = overlay;
    this.foreseen = foreseen;
    this.containment = new Containment(nodes, index.edges(), overlay, foreseen::facts);
    this.deriver = new Deriver(nodes, containment, foreseen);
  }

  /**
   * Derives again what may be different.
   *
   * @param then the rules as they would be
   * @return how many assets that concerned
   */
  long derive(Derivations then) {
    Set<Guid> origins = new LinkedHashSet<>();
    foreseen.moved().forEach(key -> origins.add(key.origin()));
    if (then != now) {
      everyOrigin(origins);
    } else if (!then.isEmpty()) {
      originsNear(origins);
    }
    Set<String> results = new LinkedHashSet<>(now.results());
    results.removeAll(then.results());
    results.addAll(then.results());
    long looked = 0;
    for (String result : results) {
      for (Guid origin : origins) {
        Deriver.Derived derived = deriver.derive(then.of(result), result, origin);
        looked += derived.target().getCardinality();
        foreseen.derived(Pair.Key.derivedFrom(origin, result), derived);
      }
    }
    return looked;
  }

  private void everyOrigin(Set<Guid> origins) {
    for (Pair pair : carried.pairs()) {
      if (pair.tenant.equals(tenant)) {
        origins.add(pair.key.origin());
      }
    }
    carried.eachOwner(
        node -> {
          if (nodes.tenant(node).equals(tenant)) {
            origins.add(nodes.guid(node));
          }
        });
  }

  private void originsNear(Set<Guid> origins) {
    RoaringBitmap containers = new RoaringBitmap();
    RoaringBitmap contents = new RoaringBitmap();
    overlay.containment(containers, contents);
    containment
        .concernedBy(containers, contents)
        .forEach(
            (int node) -> {
              carried.eachReaching(node, pair -> origins.add(pair.key.origin()));
              carried.own(node).forEach(own -> origins.add(own.origin()));
            });
  }
}
