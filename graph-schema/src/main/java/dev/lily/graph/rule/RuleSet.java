package dev.lily.graph.rule;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lily.graph.asset.Classification;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules of a tenant.
 *
 * @param version counts changes; 0 for the rules that every tenant begins with
 */
public record RuleSet(
    long version, @JsonInclude(JsonInclude.Include.ALWAYS) List<PropagationRule> rules) {
  /** What masks a value, and what only influences it, passes nothing on. */
  public static final RuleSet STANDARD =
      new RuleSet(
          0,
          List.of(
              block(
                  "masking",
                  "A column that a job masks is not what it was.",
                  new TransformationPattern(null, null, true)),
              block(
                  "indirect",
                  "A column that only filters, joins or sorts leaves no value behind.",
                  new TransformationPattern("INDIRECT", null, null))));

  private static BlockRule block(String id, String description, TransformationPattern pattern) {
    return new BlockRule(
        id, description, false, List.of(), new EdgePattern(null, null, pattern, null, null));
  }

  public RuleSet {
    rules = List.copyOf(rules);
  }

  private <T extends PropagationRule> List<T> enabled(Class<T> kind) {
    return rules.stream()
        .filter(rule -> kind.isInstance(rule) && !rule.disabled())
        .map(kind::cast)
        .toList();
  }

  public List<BlockRule> blocks() {
    return enabled(BlockRule.class);
  }

  public List<DerivationRule> derivations() {
    return enabled(DerivationRule.class);
  }

  /** Which of several values of a classification counts. */
  public List<SeverityRule> severities() {
    return enabled(SeverityRule.class);
  }

  /** By which assets have values of others. */
  public List<InheritRule> inheritances() {
    return enabled(InheritRule.class);
  }

  /**
   * Settles conflicts: of the same classification with different values only the most severe stays,
   * where an order is declared; of equals, the first. One with validity periods does not drive out
   * others, which count when it does not hold. What the order does not list, or has no value,
   * neither drives out nor is driven out: nobody said that it is harmless.
   *
   * @param carried own classifications first
   */
  public List<Classification> mostSevere(List<Classification> carried) {
    List<SeverityRule> orders = severities();
    if (orders.isEmpty() || carried.size() < 2) {
      return carried;
    }
    List<Classification> staying = new ArrayList<>(carried);
    orders.forEach(order -> keepMostSevere(order, staying));
    return List.copyOf(staying);
  }

  private static void keepMostSevere(SeverityRule order, List<Classification> staying) {
    List<Classification> bySeverity =
        staying.stream()
            .filter(order::orders)
            .sorted(Comparator.comparingInt(order::weight).reversed())
            .toList();
    Set<Classification> counting = new HashSet<>();
    for (Classification one : bySeverity) {
      counting.add(one);
      if (one.validityPeriods().isEmpty()) {
        break;
      }
    }
    staying.removeIf(one -> order.orders(one) && !counting.contains(one));
  }
}
