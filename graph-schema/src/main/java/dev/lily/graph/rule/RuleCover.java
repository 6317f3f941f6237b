package dev.lily.graph.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rules with everything that they mean: a classification type stands for its subtypes, too. */
public final class RuleCover {
  private RuleCover() {}

  /**
   * The same rules where each names all classifications that it concerns. An order of severity is
   * told once for each of them, unless that has one of its own.
   */
  public static RuleSet of(RuleSet rules, TypeKin kin) {
    Set<String> ordered = new HashSet<>();
    rules.severities().forEach(order -> ordered.add(order.classification()));
    List<PropagationRule> covering = new ArrayList<>();
    for (PropagationRule rule : rules.rules()) {
      if (rule instanceof BlockRule block) {
        covering.add(
            new BlockRule(
                block.id(),
                block.description(),
                block.disabled(),
                all(block.classifications(), kin),
                block.where()));
      } else if (rule instanceof DerivationRule derivation) {
        covering.add(of(derivation, kin));
      } else {
        covering.add(rule);
        if (rule instanceof SeverityRule order && !order.disabled()) {
          covering.addAll(below(order, kin, ordered));
        }
      }
    }
    return new RuleSet(rules.version(), covering);
  }

  private static List<String> all(Collection<String> names, TypeKin kin) {
    return names.stream().flatMap(name -> kin.covered(name).stream()).distinct().toList();
  }

  private static PropagationRule of(DerivationRule rule, TypeKin kin) {
    List<String> causes = all(rule.classifications(), kin);
    return rule.isUpward()
        ? new DerivationRule.Lift(
            rule.id(),
            rule.description(),
            rule.disabled(),
            causes,
            rule.as(),
            rule.levels(),
            rule.target())
        : new DerivationRule.Lower(
            rule.id(),
            rule.description(),
            rule.disabled(),
            causes,
            rule.as(),
            rule.levels(),
            rule.target());
  }

  private static List<SeverityRule> below(SeverityRule order, TypeKin kin, Set<String> ordered) {
    return kin.covered(order.classification()).stream()
        .filter(ordered::add)
        .map(
            name ->
                new SeverityRule(
                    order.id(), order.description(), false, name, order.attribute(), order.order()))
        .toList();
  }
}
