package dev.lily.graph.lineage;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.lineage.SeverityEffect.Example;
import dev.lily.graph.rule.RuleSet;
import dev.lily.graph.rule.SeverityRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Compares which values of classifications count by two sets of rules. */
final class Reweighing {
  private static final int EXAMPLES = 10_000;

  private final NodeTable nodes;
  private final Carried carried;
  private final TenantId tenant;
  private final Foreseen foreseen;
  private final Effort effort;

  Reweighing(NodeTable nodes, Carried carried, TenantId tenant, Foreseen foreseen, Effort effort) {
    this.nodes = nodes;
    this.carried = carried;
    this.tenant = tenant;
    this.foreseen = foreseen;
    this.effort = effort;
  }

  /** One for each classification of which any asset would show other values. */
  List<SeverityEffect> of(RuleSet before, RuleSet after) {
    Weighing weighing = new Weighing(before, after);
    Set<String> names = new TreeSet<>(weighing.ordered());
    names.removeIf(name -> !weighing.reordered().contains(name) && foreseen.moved(name).isEmpty());
    List<SeverityEffect> effects = new ArrayList<>();
    for (String name : names) {
      SeverityEffect effect = compare(name, weighing, ids(name, before, after));
      if (effect.changed() > 0) {
        effects.add(effect);
      }
    }
    return effects;
  }

  private static List<String> ids(String name, RuleSet before, RuleSet after) {
    return Stream.of(before, after)
        .flatMap(rules -> rules.severities().stream())
        .filter(rule -> rule.classification().equals(name))
        .map(SeverityRule::id)
        .distinct()
        .toList();
  }

  private SeverityEffect compare(String name, Weighing weighing, List<String> rules) {
    List<Example> examples = new ArrayList<>();
    int[] changed = {0};
    List<Pair.Key> moved = foreseen.moved(name);
    carried
        .carrying(name)
        .forEach(
            (int node) -> {
              if (nodes.tenant(node).equals(tenant) && effort.take(1 + moved.size())) {
                List<Classification> was = weighing.now(carried.effective(node, name));
                List<Classification> will = weighing.then(foreseen.effective(node, name, moved));
                if (!will.isEmpty() && !Weighing.sameValues(was, will)) {
                  changed[0]++;
                  if (examples.size() < EXAMPLES) {
                    examples.add(new Example(nodes.guid(node), was, will));
                  }
                }
              }
            });
    return new SeverityEffect(name, rules, changed[0], examples);
  }
}
