package dev.lily.graph.rule;

import dev.lily.graph.Spelling;
import dev.lily.graph.rule.InheritRule.Mode;
import dev.lily.graph.type.TypeRegistry;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds what is wrong about rules by which aspects are inherited. */
final class InheritCheck {
  private static final int DEPTH = 50;

  /** How many near names are told. */
  private static final int NEAR = 5;

  private InheritCheck() {}

  static void check(String place, InheritRule rule, TypeRegistry types, List<String> faults) {
    fault(new Aspect(rule.aspect()), types)
        .ifPresent(fault -> faults.add(place + ".aspect: " + fault));
    if (rule.depth() < 1 || rule.depth() > DEPTH) {
      faults.add(
          "%s.depth: 1 to %d steps are expected, %s"
              .formatted(
                  place,
                  DEPTH,
                  rule.depth() == 0 ? "but it is missing or 0" : "not " + rule.depth()));
    }
  }

  /** What is wrong about the name of an aspect; empty where nothing is. */
  static Optional<String> fault(Aspect aspect, TypeRegistry types) {
    return aspect.fault().or(() -> aspect.attribute().flatMap(name -> unknown(name, types)));
  }

  private static Optional<String> unknown(String attribute, TypeRegistry types) {
    Set<String> known = attributes(types);
    if (known.contains(attribute)) {
      return Optional.empty();
    }
    List<String> near = Spelling.closest(attribute, known, NEAR);
    return Optional.of(
        "no entity type has an attribute '%s'; %s"
            .formatted(
                attribute,
                near.isEmpty() ? "name another, or customAttributes.<key>" : "near are " + near));
  }

  private static Set<String> attributes(TypeRegistry types) {
    Set<String> names = new TreeSet<>();
    types
        .definitions()
        .entityDefs()
        .forEach(def -> def.attributeDefs().forEach(attribute -> names.add(attribute.name())));
    return names;
  }

  /** What each rule says is told of the whole set: enabled ones only. */
  static void contradictions(List<InheritRule> rules, List<String> faults) {
    for (int i = 0; i < rules.size(); i++) {
      for (InheritRule other : rules.subList(i + 1, rules.size())) {
        check(rules.get(i), other, faults);
      }
    }
  }

  private static void check(InheritRule one, InheritRule other, List<String> faults) {
    boolean together =
        one.aspect().equals(other.aspect())
            && one.over() == other.over()
            && one.mode() != Mode.COLLECT
            && other.mode() != Mode.COLLECT;
    if (!together) {
      return;
    }
    if (one.direction() != other.direction()) {
      faults.add(
          "rules '%s' and '%s' contradict: %s would go both ways over %s, in circles"
              .formatted(one.id(), other.id(), one.aspect(), one.over()));
    } else if (one.mode() == Mode.OVERWRITE
        && other.mode() == Mode.OVERWRITE
        && Objects.equals(one.target(), other.target())) {
      faults.add(
          "rules '%s' and '%s' contradict: both overwrite %s over %s %s for the same target"
              .formatted(one.id(), other.id(), one.aspect(), one.over(), one.direction()));
    }
  }
}
