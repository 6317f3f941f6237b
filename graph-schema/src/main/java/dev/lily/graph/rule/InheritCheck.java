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
    checkAspect(place + ".aspect", new Aspect(rule.aspect()), types, faults);
    if (rule.depth() < 1 || rule.depth() > DEPTH) {
      faults.add(
          "%s.depth: 1 to %d steps are expected, %s"
              .formatted(
                  place,
                  DEPTH,
                  rule.depth() == 0 ? "but it is missing or 0" : "not " + rule.depth()));
    }
  }

  private static void checkAspect(
      String place, Aspect aspect, TypeRegistry types, List<String> faults) {
    Optional<String> fault = aspect.fault();
    if (fault.isPresent()) {
      faults.add(place + ": " + fault.get());
    } else if (aspect.attribute().isPresent()) {
      Set<String> known = attributes(types);
      if (!known.contains(aspect.name())) {
        List<String> near = Spelling.closest(aspect.name(), known, NEAR);
        faults.add(
            "%s: no entity type has an attribute '%s'; %s"
                .formatted(
                    place,
                    aspect.name(),
                    near.isEmpty()
                        ? "name another, or customAttributes.<key>"
                        : "near are " + near));
      }
    }
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
