package dev.lily.graph.lineage;

import dev.lily.graph.rule.DerivationRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules of derivation by what they derive, each after those it builds on. */
final class Derivations {
  private final Map<String, List<DerivationRule>> byResult = new LinkedHashMap<>();
  private final Set<String> bases = new LinkedHashSet<>();

  Derivations(List<DerivationRule> rules) {
    Map<String, List<DerivationRule>> all = new LinkedHashMap<>();
    for (DerivationRule rule : rules) {
      all.computeIfAbsent(rule.as(), none -> new ArrayList<>()).add(rule);
      bases.addAll(rule.classifications());
    }
    all.keySet().forEach(name -> place(name, all, new HashSet<>()));
  }

  /** Rules that loop are refused before they come here; if they did, they would not hang it. */
  private void place(String name, Map<String, List<DerivationRule>> all, Set<String> placing) {
    List<DerivationRule> rules = all.get(name);
    if (rules == null || byResult.containsKey(name) || !placing.add(name)) {
      return;
    }
    rules.forEach(rule -> rule.classifications().forEach(base -> place(base, all, placing)));
    byResult.put(name, rules);
  }

  boolean isEmpty() {
    return byResult.isEmpty();
  }

  /** Whether anything is derived from the classification, or it from another. */
  boolean concerns(String name) {
    return bases.contains(name) || byResult.containsKey(name);
  }

  /** What is derived, in an order in which each stands after what it is derived from. */
  Set<String> results() {
    return byResult.keySet();
  }

  List<DerivationRule> of(String result) {
    return byResult.getOrDefault(result, List.of());
  }

  /** Whether the name or certificate of an asset decides about anything. */
  boolean asksTargets() {
    return byResult.values().stream()
        .anyMatch(rules -> rules.stream().anyMatch(rule -> rule.target() != null));
  }
}
