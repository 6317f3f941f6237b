package dev.lily.server.access;

import dev.lily.graph.Spelling;
import dev.lily.graph.rule.Glob;
import dev.lily.graph.type.ClassificationType;
import dev.lily.graph.type.EntityType;
import dev.lily.graph.type.TypeRegistry;
import dev.lily.policy.access.CatalogRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells which names in rules fit nothing, so that the rule may not do what its author means. */
final class RuleWarnings {
  /** What stands for any classification. */
  private static final String ANY = "*";

  private static final int NEAR = 3;

  private final Set<String> types;
  private final Set<String> classifications;
  private final List<String> warnings = new ArrayList<>();

  private RuleWarnings(TypeRegistry registry) {
    types = registry.entityTypes().stream().map(EntityType::name).collect(Collectors.toSet());
    classifications =
        registry.classificationTypes().stream()
            .map(ClassificationType::name)
            .collect(Collectors.toSet());
  }

  /** One for each such name: the rule, the field, the name, and the names that are near to it. */
  static List<String> of(List<CatalogRule> rules, TypeRegistry registry) {
    RuleWarnings found = new RuleWarnings(registry);
    for (int i = 0; i < rules.size(); i++) {
      found.add("rules[" + i + "].on", rules.get(i).on());
    }
    return found.warnings;
  }

  private void add(String place, CatalogRule.On on) {
    for (String name : new TreeSet<>(on.classifications())) {
      if (!name.equals(ANY) && !classifications.contains(name)) {
        warn(place + ".classifications: there is no classification", name, classifications);
      }
    }
    for (String pattern : new TreeSet<>(on.types())) {
      if (types.stream().noneMatch(new Glob(pattern)::matches)) {
        warn(place + ".types: there is no entity type", pattern, types);
      }
    }
  }

  private void warn(String what, String name, Set<String> known) {
    List<String> near = Spelling.closest(name, known, NEAR);
    warnings.add(
        "%s '%s'; the rule is about none until somebody makes it%s"
            .formatted(what, name, near.isEmpty() ? "" : "; near are " + near));
  }
}
