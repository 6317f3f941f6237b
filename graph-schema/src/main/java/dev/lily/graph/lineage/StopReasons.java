package dev.lily.graph.lineage;

import dev.lily.graph.asset.Classification;

/** Why a classification of one name does not pass edges. Needs the lock of the index. */
final class StopReasons {
  private final NodeTable nodes;
  private final EdgeTable edges;
  private final RuleBook rules;
  private final Carried carried;
  private final String name;
  private final Effort effort;

  StopReasons(LineageIndex index, Carried carried, String name, Effort effort) {
    this.nodes = index.nodes();
    this.edges = index.edges();
    this.rules = index.rules();
    this.effort = effort;
    this.carried = carried;
    this.name = name;
  }

  /** Whether something goes this way: classifications, data, or what the type would let pass. */
  boolean leads(int edge, boolean outward) {
    return edges.traitsOf(edge).isWay(outward);
  }

  /** Whether the asset has something that could travel on: what rules derived does not. */
  boolean hasTraveller(int node) {
    if (!carried.carries(node, name)) {
      return false;
    }
    boolean derivable = !rules.derivations(nodes.tenant(node)).of(name).isEmpty();
    boolean[] has = {
      !derivable || carried.own(node).stream().anyMatch(own -> own.typeName().equals(name))
    };
    if (!has[0]) {
      carried.eachReaching(node, name, pair -> has[0] |= effort.take() && !pair.key.derived());
    }
    return has[0];
  }

  /** Why whatever might come would not pass, whatever it says itself; empty where it would. */
  String at(int edge, boolean outward) {
    return edges.traitsOf(edge).heldBack(name, outward);
  }

  /** Whether something might be stopped here of which {@link #at} does not tell. */
  boolean dependOnOrigin(int edge) {
    return edges.traitsOf(edge).isSelective(name);
  }

  /** Why something that the one end carries is not at the other; empty where all of it is. */
  String between(int from, int to, int edge, boolean outward) {
    EdgeTraits traits = edges.traitsOf(edge);
    String[] reason = {""};
    for (Classification own : carried.own(from)) {
      if (own.typeName().equals(name)) {
        Pair pair = carried.pair(Pair.Key.of(own));
        if (pair == null || !pair.carries(to)) {
          reason[0] = of(traits, outward, own);
        }
      }
    }
    if (reason[0].isEmpty()) {
      carried.eachReaching(
          from,
          name,
          pair -> {
            effort.take();
            if (reason[0].isEmpty() && !pair.key.derived() && !pair.carries(to)) {
              reason[0] =
                  pair.frozen ? "outlives its origin" : of(traits, outward, pair.classification);
            }
          });
    }
    return reason[0];
  }

  private String of(EdgeTraits traits, boolean outward, Classification classification) {
    return classification.rules().propagate()
        ? traits.heldBack(classification, outward)
        : "propagate is false";
  }
}
