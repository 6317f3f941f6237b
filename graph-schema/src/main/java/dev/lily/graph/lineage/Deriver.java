package dev.lily.graph.lineage;

import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.rule.DerivationRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** What rules derive from what one origin caused, in things as they are going to be. */
final class Deriver {
  /** Things as they are going to be. */
  interface World {
    /** What the pair reaches; not to be changed. */
    RoaringBitmap reached(Pair.Key key);

    /** The pair's classification; null where there is none. */
    @Nullable Classification classification(Pair.Key key);

    /** What is put on the asset under this name; null for nothing. */
    @Nullable Classification own(int node, String name);
  }

  /** Where a derived classification is, and what it says; without meaning where it is nowhere. */
  record Derived(RoaringBitmap target, Classification classification) {}

  private final NodeTable nodes;
  private final Containment containment;
  private final World world;

  Deriver(NodeTable nodes, Containment containment, World world) {
    this.nodes = nodes;
    this.containment = containment;
    this.world = world;
  }

  /**
   * Derives a classification.
   *
   * @param rules those that derive it
   */
  Derived derive(List<DerivationRule> rules, String result, Guid origin) {
    int node = nodes.find(origin);
    Map<String, RoaringBitmap> carriers = new HashMap<>();
    RoaringBitmap target =
        containment.derived(
            rules,
            base -> carriers.computeIfAbsent(base, name -> carriers(name, origin, node, result)),
            node);
    target.andNot(world.reached(new Pair.Key(result, origin)));
    List<Classification> causes = new ArrayList<>();
    for (DerivationRule rule : rules) {
      for (String base : rule.classifications()) {
        Classification cause = cause(base, origin, node);
        if (cause != null
            && !carriers.getOrDefault(base, new RoaringBitmap()).isEmpty()
            && !causes.contains(cause)) {
          causes.add(cause);
        }
      }
    }
    return new Derived(target, classification(result, origin, causes));
  }

  /**
   * Who carries what came from the origin, the origin included. Nothing is derived from what itself
   * is derived under the same name.
   */
  private RoaringBitmap carriers(String name, Guid origin, int node, String result) {
    RoaringBitmap carriers = world.reached(new Pair.Key(name, origin)).clone();
    if (!name.equals(result)) {
      carriers.or(world.reached(Pair.Key.derivedFrom(origin, name)));
    }
    if (node >= 0 && !nodes.isDeleted(node) && world.own(node, name) != null) {
      carriers.add(node);
    }
    return carriers;
  }

  private @Nullable Classification cause(String base, Guid origin, int node) {
    Classification own = node < 0 ? null : world.own(node, base);
    if (own != null) {
      return own;
    }
    // One that ends with this very change is still known, but nobody carries it.
    Pair.Key travelled = new Pair.Key(base, origin);
    return world.classification(
        world.reached(travelled).isEmpty() ? Pair.Key.derivedFrom(origin, base) : travelled);
  }

  /**
   * It holds whenever one of its causes does, and who put the first there put it here. Of itself it
   * has values only where it comes from the same classification.
   */
  private static Classification classification(
      String result, Guid origin, List<Classification> causes) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    causes.stream()
        .filter(cause -> cause.typeName().equals(result))
        .forEach(cause -> values.putAll(cause.attributes()));
    boolean always = causes.stream().anyMatch(cause -> cause.validityPeriods().isEmpty());
    return new Classification(
        result,
        origin,
        values,
        Classification.Rules.STAY,
        always
            ? List.of()
            : causes.stream().flatMap(one -> one.validityPeriods().stream()).distinct().toList(),
        causes.isEmpty() ? null : causes.get(0).provenance());
  }
}
