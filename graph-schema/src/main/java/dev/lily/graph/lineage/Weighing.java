package dev.lily.graph.lineage;

import dev.lily.graph.asset.Classification;
import dev.lily.graph.rule.RuleSet;
import dev.lily.graph.rule.SeverityRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which of several values of a classification count by two sets of rules. */
final class Weighing {
  private final RuleSet before;
  private final RuleSet after;

  /** What an order says. */
  private record Order(String attribute, List<String> values) {}

  Weighing(RuleSet before, RuleSet after) {
    this.before = before;
    this.after = after;
  }

  /** The classifications whose values the two order differently. */
  Set<String> reordered() {
    Map<String, Order> was = orders(before);
    Map<String, Order> will = orders(after);
    Set<String> names = ordered();
    names.removeIf(name -> was.containsKey(name) && was.get(name).equals(will.get(name)));
    return names;
  }

  /** The classifications whose values at least one of the two orders. */
  Set<String> ordered() {
    Set<String> names = new TreeSet<>(orders(before).keySet());
    names.addAll(orders(after).keySet());
    return names;
  }

  private static Map<String, Order> orders(RuleSet rules) {
    Map<String, Order> orders = new TreeMap<>();
    for (SeverityRule rule : rules.severities()) {
      orders.put(rule.classification(), new Order(rule.attribute(), rule.order()));
    }
    return orders;
  }

  List<Classification> now(List<Classification> carried) {
    return values(before.mostSevere(carried));
  }

  List<Classification> then(List<Classification> carried) {
    return values(after.mostSevere(carried));
  }

  /** The first of each value: whoever decides does not see origins. */
  private static List<Classification> values(List<Classification> counting) {
    List<Classification> values = new ArrayList<>();
    for (Classification one : counting) {
      if (values.stream().noneMatch(known -> sameValue(known, one))) {
        values.add(one);
      }
    }
    return values;
  }

  static boolean sameValues(List<Classification> some, List<Classification> others) {
    return some.size() == others.size()
        && some.stream().allMatch(one -> others.stream().anyMatch(as -> sameValue(one, as)));
  }

  private static boolean sameValue(Classification one, Classification other) {
    return one.attributes().equals(other.attributes())
        && one.validityPeriods().equals(other.validityPeriods());
  }
}
