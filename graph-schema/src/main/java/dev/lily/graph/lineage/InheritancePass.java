package dev.lily.graph.lineage;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.Inheritance.Choice;
import dev.lily.graph.lineage.Inheritance.Found;
import dev.lily.graph.rule.InheritRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Computes for all assets of a tenant at once what {@link Inheritance} computes for one; needs the
 * lock of the index. What it answers means nothing once the effort did not suffice.
 */
final class InheritancePass {
  private final LineageIndex index;
  private final NodeTable nodes;
  private final IntFunction<EdgeTraits> traits;
  private final TenantId tenant;
  private final Inheritance inheritance;
  private final Effort effort;
  private final Map<AspectFlow, AspectGraph> graphs = new HashMap<>();
  private final Map<InheritRule, NearestSources> nearest = new HashMap<>();

  private record Source(Guid guid, int node) {}

  /**
   * A pass that has not begun.
   *
   * @param traits of an edge, as they are or as a proposal would have them
   */
  InheritancePass(
      LineageIndex index, IntFunction<EdgeTraits> traits, TenantId tenant, Effort effort) {
    this.index = index;
    this.nodes = index.nodes();
    this.traits = traits;
    this.tenant = tenant;
    this.inheritance = new Inheritance(index, Inheritance.EFFORT);
    this.effort = effort;
  }

  /** Forgets what was found for rules, which takes 10 bytes for each asset and rule. */
  void forget() {
    nearest.clear();
  }

  /** Whose value counts for the asset. */
  Optional<Choice> choose(int node, List<InheritRule> rules) {
    return inheritance.choose(node, rules, this::nearest);
  }

  /** The nearest source of a rule; empty for an asset that is no target of it. */
  Optional<Found> nearest(int node, InheritRule rule) {
    NearestSources known = nearest.get(rule);
    if (known == null) {
      known = new NearestSources(graph(rule), sources(rule), halfSteps(rule), effort);
      nearest.put(rule, known);
    }
    return known.of(node).filter(found -> mayReceive(node, rule));
  }

  static int halfSteps(InheritRule rule) {
    return 2 * rule.depth();
  }

  /** The edges by which values of a rule go. */
  AspectGraph graph(InheritRule rule) {
    return graphs.computeIfAbsent(
        AspectFlow.of(rule, false), flow -> AspectGraph.of(index, traits, flow, tenant, effort));
  }

  /** Every source of a rule, by guid. */
  int[] sources(InheritRule rule) {
    List<Source> sources = new ArrayList<>();
    for (int node = 0; node < nodes.limit(); node++) {
      if (inheritance.hasOwn(node, rule.aspect())
          && nodes.tenant(node).equals(tenant)
          && inheritance.mayGive(node, rule)) {
        sources.add(new Source(nodes.guid(node), node));
      }
    }
    sources.sort(Comparator.comparing(Source::guid));
    return sources.stream().mapToInt(Source::node).toArray();
  }

  boolean mayReceive(int node, InheritRule rule) {
    return inheritance.mayReceive(node, rule);
  }
}
