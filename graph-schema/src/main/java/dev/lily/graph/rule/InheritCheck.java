package dev.lily.graph.rule;

import dev.lily.graph.rule.InheritRule.Mode;
import java.util.List;
import java.util.Objects;

/** Finds what is wrong about rules by which aspects are inherited. */
final class InheritCheck {
  private static final int DEPTH = 50;

  private InheritCheck() {}

  static void check(String place, InheritRule rule, List<String> faults) {
    new Aspect(rule.aspect()).fault().ifPresent(fault -> faults.add(place + ".aspect: " + fault));
    if (rule.depth() < 1 || rule.depth() > DEPTH) {
      faults.add(
          "%s.depth: 1 to %d steps are expected, not %d".formatted(place, DEPTH, rule.depth()));
    }
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
