package dev.lily.policy.access;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.policy.access.CatalogRule.Effect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds what is wrong with rules; all of it at once. */
public final class CatalogRuleCheck {
  private static final int RULES = 200;
  private static final int NAMES = 1_000;
  private static final int ID = 128;

  private final List<String> faults = new ArrayList<>();

  private CatalogRuleCheck() {}

  /**
   * Checks the rules of a tenant.
   *
   * @throws CatalogException BAD_REQUEST with every fault: the rule, the field, what to do
   */
  public static void check(List<CatalogRule> rules) {
    CatalogRuleCheck check = new CatalogRuleCheck();
    check.all(rules);
    if (!check.faults.isEmpty()) {
      throw new CatalogException(ErrorCode.BAD_REQUEST, String.join("; ", check.faults));
    }
  }

  private void all(List<CatalogRule> rules) {
    if (rules.size() > RULES) {
      faults.add("rules: at most " + RULES + ", not " + rules.size());
    }
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < rules.size(); i++) {
      CatalogRule rule = rules.get(i);
      String place = "rules[" + i + "]";
      if (rule.id().isBlank() || rule.id().length() > ID) {
        faults.add(place + ".id: a name of 1 to " + ID + " characters is expected");
      } else if (!ids.add(rule.id())) {
        faults.add(place + ".id: another rule is named '" + rule.id() + "' already");
      }
      subjects(rule, place + ".subjects: ");
      actions(rule, place + ".actions: ");
      on(rule, place + ".on: ");
      if (!rule.redact().isEmpty() && rule.effect() != Effect.REDACT) {
        faults.add(place + ".redact: only a rule with the effect REDACT has it");
      }
    }
  }

  private void subjects(CatalogRule rule, String place) {
    if (rule.subjects().isEmpty()) {
      faults.add(place + "name users, groups or roles, or set everyone");
    }
    if (!rule.subjects().attributes().isEmpty()) {
      faults.add(place + "attributes are known of users of engines, not of callers of the catalog");
    }
    Set<String> unknown = new TreeSet<>(rule.subjects().roles());
    unknown.removeAll(Roles.permissions().keySet());
    if (!unknown.isEmpty()) {
      faults.add(
          place + "there are no roles " + unknown + "; there are " + Roles.permissions().keySet());
    }
  }

  private void actions(CatalogRule rule, String place) {
    if (rule.effect() == Effect.REDACT) {
      if (!rule.actions().isEmpty() && !rule.actions().equals(Set.of(Action.READ_DETAILS))) {
        faults.add(
            place + "a rule with the effect REDACT is about READ_DETAILS only; leave it out");
      }
      return;
    }
    if (rule.actions().isEmpty()) {
      faults.add(place + "name one or more of " + List.of(Action.values()));
    }
    if (rule.effect() == Effect.DENY && rule.actions().contains(Action.READ_DETAILS)) {
      faults.add(place + "say with the effect REDACT which details are left out");
    }
    if (!rule.on().isEverything() && !Action.ON_ASSETS.containsAll(rule.actions())) {
      Set<Action> others = new TreeSet<>(rule.actions());
      others.removeAll(Action.ON_ASSETS);
      faults.add(place + others + " are not done to assets; put them into a rule without on");
    }
  }

  private void on(CatalogRule rule, String place) {
    int names =
        rule.on().types().size()
            + rule.on().qualifiedNames().size()
            + rule.on().classifications().size();
    if (names > NAMES) {
      faults.add(place + "at most " + NAMES + " names, not " + names);
    }
    if (rule.on().ownOnly() && rule.on().classifications().isEmpty()) {
      faults.add(place + "ownOnly needs classifications");
    }
  }
}
