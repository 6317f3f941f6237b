package dev.lily.graph.lineage;

import dev.lily.graph.asset.Classification;
import dev.lily.graph.rule.DerivationRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What is held back from an asset, found by trying every edge until nothing changes any more. */
final class WhyNotOracle {
  private final NodeTable nodes;
  private final EdgeTable edges;
  private final Carried carried;
  private final LineageIndex index;

  WhyNotOracle(LineageIndex index, Carried carried) {
    this.index = index;
    this.nodes = index.nodes();
    this.edges = index.edges();
    this.carried = carried;
  }

  /** One way along an edge. */
  private record Way(int edge, int from, int to, boolean outward) {}

  private List<Way> ways() {
    List<Way> ways = new ArrayList<>();
    for (int e = 0; e < edges.limit(); e++) {
      for (boolean outward : new boolean[] {true, false}) {
        if (edges.exists(e)) {
          EdgeTraits traits = edges.traitsOf(e);
          int from = outward ? edges.from(e) : edges.to(e);
          if (traits.isWay(outward) && !nodes.isDeleted(from)) {
            ways.add(new Way(e, from, outward ? edges.to(e) : edges.from(e), outward));
          }
        }
      }
    }
    return ways;
  }

  private boolean stops(Way way, String name) {
    EdgeTraits traits = edges.traitsOf(way.edge());
    return !traits.leads(way.outward()) || !traits.isOpenTo(name, way.outward());
  }

  private boolean travels(int node, String name) {
    return carried.pairs().stream()
            .anyMatch(
                pair ->
                    pair.key.name().equals(name)
                        && !pair.key.derived()
                        && pair.reached.contains(node))
        || carried.own(node).stream().anyMatch(own -> own.typeName().equals(name));
  }

  /** Something of that name is at the one end and not at the other. */
  private boolean holdsBack(Way way, String name) {
    boolean held = false;
    for (Classification own : carried.own(way.from())) {
      Pair pair = carried.pair(Pair.Key.of(own));
      held |= own.typeName().equals(name) && (pair == null || !pair.carries(way.to()));
    }
    for (Pair pair : carried.pairs()) {
      held |=
          pair.key.name().equals(name)
              && !pair.key.derived()
              && pair.reached.contains(way.from())
              && !pair.carries(way.to());
    }
    return held;
  }

  /** How many stops stand between each asset and the nearest of the targets. */
  private Map<Integer, Integer> stopsTo(Set<Integer> targets, String name) {
    Map<Integer, Integer> stops = new HashMap<>();
    targets.forEach(target -> stops.put(target, 0));
    for (boolean changed = true; changed; ) {
      changed = false;
      for (Way way : ways()) {
        Integer behind = stops.get(way.to());
        if (behind != null && (targets.contains(way.from()) || !travels(way.from(), name))) {
          int through = behind + (stops(way, name) ? 1 : 0);
          Integer known = stops.get(way.from());
          if (known == null || known > through) {
            stops.put(way.from(), through);
            changed = true;
          }
        }
      }
    }
    return stops;
  }

  /** All that is told about the asset, each as {@link #text}. */
  Set<String> heldBack(int asset, String name) {
    Set<String> all = new TreeSet<>();
    heldBack(Set.of(asset), name, "", all);
    if (!nodes.isDeleted(asset)) {
      derive(Set.of(asset), name, "", all);
    }
    return all;
  }

  private void heldBack(Set<Integer> targets, String name, String rules, Set<String> all) {
    Map<Integer, Integer> stops = stopsTo(targets, name);
    for (Way way : ways()) {
      if (stops.containsKey(way.to()) && travels(way.from(), name) && holdsBack(way, name)) {
        all.add(
            text(
                rules,
                name,
                new HeldBack(
                    edges.edge(way.edge()), nodes.guid(way.from()), nodes.guid(way.to()), ""),
                stops.get(way.to())));
      }
    }
  }

  private void derive(Set<Integer> targets, String name, String then, Set<String> all) {
    for (DerivationRule rule :
        index.rules().derivations(nodes.tenant(targets.iterator().next())).of(name)) {
      Set<Integer> causes = causes(rule, targets);
      for (String base : rule.classifications()) {
        Set<Integer> missing = new HashSet<>(causes);
        missing.removeIf(cause -> carried.carries(cause, base));
        if (!missing.isEmpty()) {
          heldBack(missing, base, rule.id() + then, all);
          if (!base.equals(name)) {
            derive(missing, base, rule.id() + then, all);
          }
        }
      }
    }
  }

  private Set<Integer> causes(DerivationRule rule, Set<Integer> targets) {
    Set<Integer> level = new HashSet<>(targets);
    level.removeIf(at -> rule.target() != null && !rule.target().matches(nodes.facts(at)));
    Set<Integer> causes = new HashSet<>();
    for (int i = 0; i < rule.levels(); i++) {
      Set<Integer> next = new HashSet<>();
      for (int e = 0; e < edges.limit(); e++) {
        if (edges.exists(e) && edges.traitsOf(e).kind() == EdgeKind.HIERARCHY) {
          int at = rule.isUpward() ? edges.from(e) : edges.to(e);
          int cause = rule.isUpward() ? edges.to(e) : edges.from(e);
          if (level.contains(at) && !nodes.isDeleted(cause)) {
            next.add(cause);
          }
        }
      }
      causes.addAll(next);
      level = next;
    }
    return causes;
  }

  /** Whether a way from what is held back to the asset has a stop that is not among these. */
  boolean hasOtherStop(int asset, String name, Set<LineageEdge> told) {
    Map<Integer, Integer> walked = stopsTo(Set.of(asset), name);
    Set<Integer> reached = new HashSet<>();
    for (boolean changed = true; changed; ) {
      changed = false;
      for (Way way : ways()) {
        boolean comes =
            travels(way.from(), name)
                ? holdsBack(way, name)
                : way.from() != asset && reached.contains(way.from());
        if (comes && walked.containsKey(way.to())) {
          changed |= reached.add(way.to());
        }
      }
    }
    return ways().stream()
        .anyMatch(
            way ->
                !travels(way.from(), name)
                    && way.from() != asset
                    && reached.contains(way.from())
                    && walked.containsKey(way.to())
                    && stops(way, name)
                    && !told.contains(edges.edge(way.edge())));
  }

  /** Whether what is told is a way to the asset, or to the cause, without any other stop. */
  boolean isWay(String name, Why.Barred barred, int asset) {
    int at = nodes.find(barred.stop().to());
    boolean leads = true;
    for (HeldBack stop : barred.further()) {
      leads &= isFree(at, nodes.find(stop.from()), name);
      at = nodes.find(stop.to());
    }
    int end = barred.derivation().map(derivation -> nodes.find(derivation.cause())).orElse(asset);
    return leads && isFree(at, end, name) && barred.furtherCount() == barred.further().size();
  }

  private boolean isFree(int from, int to, String name) {
    return Integer.valueOf(0).equals(stopsTo(Set.of(to), name).get(from));
  }

  static String text(String name, Why.Barred barred) {
    String rules = barred.derivation().map(by -> String.join("", by.rules())).orElse("");
    return text(rules, name, barred.stop(), barred.furtherCount());
  }

  private static String text(String rules, String name, HeldBack stop, int further) {
    return "%s %s: %s -%s-> %s, %d more"
        .formatted(rules, name, stop.from(), stop.edge().relationshipType(), stop.to(), further);
  }
}
