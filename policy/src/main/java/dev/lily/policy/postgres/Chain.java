package dev.lily.policy.postgres;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One SQL expression for what is decided differently for different users. Policies are mostly lists
 * of which the first that applies counts, so that a list of facts, the stronger ones first, says it
 * for every user, also for one who comes later. Where that list would be wrong for a situation that
 * was asked about, the situation is named before it.
 */
final class Chain {
  private final List<Who> facts;
  private final Map<BitSet, String> outcomes;
  private final String standard;
  private final List<Branch> branches = new ArrayList<>();

  private record Branch(String condition, String outcome) {}

  /**
   * Makes the expression.
   *
   * @param outcomes SQL for each situation, among them that no fact holds
   */
  Chain(List<Who> facts, Map<BitSet, String> outcomes) {
    this.facts = facts;
    this.outcomes = outcomes;
    this.standard = outcomes.getOrDefault(new BitSet(), "NULL");
    List<Integer> order = order();
    for (Map.Entry<BitSet, String> outcome : outcomes.entrySet()) {
      if (!follow(order, outcome.getKey()).equals(outcome.getValue())) {
        branches.add(new Branch(exactly(outcome.getKey()), outcome.getValue()));
      }
    }
    addInOrder(order);
  }

  String sql() {
    if (branches.isEmpty()) {
      return standard;
    }
    return branches.stream()
        .map(one -> "WHEN (SELECT " + one.condition() + ") THEN " + one.outcome())
        .collect(Collectors.joining(" ", "CASE ", " ELSE " + standard + " END"));
  }

  /** The facts that matter, those first that prevail over others. */
  private List<Integer> order() {
    List<Integer> open = new ArrayList<>();
    for (int fact = 0; fact < facts.size(); fact++) {
      if (matters(fact)) {
        open.add(fact);
      }
    }
    List<Integer> order = new ArrayList<>();
    while (!open.isEmpty()) {
      Integer next =
          open.stream()
              .filter(one -> open.stream().noneMatch(rival -> prevails(rival, one)))
              .findFirst()
              .orElse(open.get(0));
      open.remove(next);
      order.add(next);
    }
    while (!order.isEmpty() && of(order.get(order.size() - 1)).equals(standard)) {
      order.remove(order.size() - 1);
    }
    return order;
  }

  private boolean matters(int fact) {
    for (Map.Entry<BitSet, String> outcome : outcomes.entrySet()) {
      if (outcome.getKey().get(fact)) {
        BitSet without = (BitSet) outcome.getKey().clone();
        without.clear(fact);
        String before = outcomes.get(without);
        if (before != null && !before.equals(outcome.getValue())) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean prevails(int stronger, int weaker) {
    BitSet both = new BitSet();
    both.set(stronger);
    both.set(weaker);
    String outcome = outcomes.get(both);
    return outcome != null && outcome.equals(of(stronger)) && !outcome.equals(of(weaker));
  }

  private String of(int fact) {
    BitSet alone = new BitSet();
    alone.set(fact);
    return outcomes.getOrDefault(alone, standard);
  }

  private String follow(List<Integer> order, BitSet situation) {
    return order.stream()
        .filter(fact -> situation.get(fact))
        .findFirst()
        .map(this::of)
        .orElse(standard);
  }

  private String exactly(BitSet situation) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < facts.size(); i++) {
      all.add((situation.get(i) ? "" : "NOT ") + facts.get(i).sql());
    }
    return String.join(" AND ", all);
  }

  /** Neighbours with the same outcome are one branch. */
  private void addInOrder(List<Integer> order) {
    int from = 0;
    while (from < order.size()) {
      String outcome = of(order.get(from));
      int to = from;
      while (to < order.size() && of(order.get(to)).equals(outcome)) {
        to++;
      }
      String any =
          order.subList(from, to).stream()
              .map(fact -> facts.get(fact).sql())
              .collect(Collectors.joining(" OR "));
      branches.add(new Branch(any, outcome));
      from = to;
    }
  }
}
