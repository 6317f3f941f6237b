package dev.lily.policy.binding;

import static dev.lily.graph.BadRequests.require;

import dev.lily.graph.type.TypeRegistry;
import dev.lily.policy.binding.MappingRule.Compiled;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses services whose rules cannot mean what their author means. */
public final class ServiceCheck {
  private final EngineService service;
  private final List<Compiled> rules;
  private final List<String> warnings = new ArrayList<>();

  private ServiceCheck(EngineService service) {
    this.service = service;
    this.rules = service.rules().stream().map(rule -> rule.compile(service.type())).toList();
  }

  /**
   * Checks a service before it is stored.
   *
   * @param others the services of the tenant; one of the same name is replaced
   * @return what is allowed and yet may not be meant, in words
   * @throws dev.lily.graph.CatalogException BAD_REQUEST with the rule and what is wrong with it
   */
  public static List<String> check(
      EngineService service, List<EngineService> others, TypeRegistry types) {
    for (EngineService other : others) {
      require(
          other.name().equals(service.name()) || !other.name().equalsIgnoreCase(service.name()),
          "name: there is a service '%s', which differs from '%s' only by upper and lower case"
              .formatted(other.name(), service.name()));
    }
    ServiceCheck check = new ServiceCheck(service);
    check.rules(types);
    return List.copyOf(check.warnings);
  }

  private void rules(TypeRegistry types) {
    for (int i = 0; i < rules.size(); i++) {
      Compiled rule = rules.get(i);
      requireUsed(i, rule);
      requireColumn(i, rule);
      if (types.findEntityType(rule.assetType()).isEmpty()) {
        warnings.add(
            "%s.assetType: there is no type '%s' yet".formatted(name(i), rule.assetType()));
      }
      for (int before = 0; before < i; before++) {
        if (rule.mayMatchWith(rules.get(before))) {
          compare(before, i);
        }
      }
    }
  }

  /** A misspelt element would make a rule for tables one for schemas. */
  private void requireUsed(int i, Compiled rule) {
    Set<String> useless = new HashSet<>(rule.template().variables());
    useless.removeAll(rule.fixed().keySet());
    useless.removeAll(service.type().elements());
    require(
        useless.isEmpty(),
        "%s.qualifiedName: %s of '%s' is no element of %s, which has %s; give it in fixed"
            .formatted(
                name(i),
                useless,
                service.rules().get(i).qualifiedName(),
                service.type(),
                service.type().elements()));
    useless.addAll(rule.fixed().keySet());
    useless.removeAll(rule.template().variables());
    useless.removeAll(service.type().elements());
    require(
        useless.isEmpty(),
        "%s.fixed: %s is neither in '%s' nor an element of %s, which has %s"
            .formatted(
                name(i),
                useless,
                service.rules().get(i).qualifiedName(),
                service.type(),
                service.type().elements()));
  }

  /** The tag of a column would be one of the whole table. */
  private void requireColumn(int i, Compiled rule) {
    require(
        !rule.assetType().toLowerCase(Locale.ROOT).endsWith("_column")
            || !service.type().elements().contains("column")
            || rule.elements().contains("column"),
        "%s: assets of %s are columns, but '%s' names no {column}"
            .formatted(name(i), rule.assetType(), service.rules().get(i).qualifiedName()));
  }

  private void compare(int before, int i) {
    Compiled one = rules.get(before);
    Compiled other = rules.get(i);
    String both =
        "%s and %s, both of %s with the pattern '%s'"
            .formatted(
                name(before), name(i), other.assetType(), service.rules().get(i).qualifiedName());
    require(
        one.elements().equals(other.elements()),
        "%s, give different elements: %s and %s".formatted(both, one.elements(), other.elements()));
    for (String element : other.elements()) {
      int here = other.template().variables().indexOf(element);
      int there = one.template().variables().indexOf(element);
      require(
          here < 0 || there < 0 || here == there,
          "%s, take the %s from different places".formatted(both, element));
      if (here < 0 || there < 0) {
        warn(both, element, one.fixed().get(element), other.fixed().get(element));
      }
    }
  }

  /** Meant where an engine shows the same data under two names; each is protected. */
  private void warn(String both, String element, @Nullable String one, @Nullable String other) {
    if (one == null || !one.equalsIgnoreCase(other)) {
      warnings.add(
          "%s, make each asset two resources: %s is %s and %s"
              .formatted(both, element, given(one), given(other)));
    }
  }

  private static String given(@Nullable String value) {
    return value == null ? "as in the name" : "'" + value + "'";
  }

  private static String name(int rule) {
    return "rules[" + rule + "]";
  }
}
