package dev.lily.policy;

import static dev.lily.graph.BadRequests.require;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.policy.PolicyCheck.Vocabulary;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.ServiceType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Refuses policies that no engine would ever apply: they would leave open what they shall close.
 */
final class TargetCheck {
  private static final int VALUES = 10_000;

  private final Vocabulary vocabulary;

  TargetCheck(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * Checks resources, effect and accesses against the definitions of the engines.
   *
   * @return what can be applied by no engine that there is, and may be by one to come
   * @throws CatalogException BAD_REQUEST
   */
  List<String> check(Policy policy, List<EngineService> services) {
    Set<ServiceType> existing = EnumSet.noneOf(ServiceType.class);
    services.forEach(service -> existing.add(service.type()));
    List<String> warnings = new ArrayList<>();
    Set<ServiceType> concerned = EnumSet.noneOf(ServiceType.class);
    Map<Integer, Set<ServiceType>> unmet = new TreeMap<>();
    List<ResourcePattern> patterns = policy.target().resources();
    for (int i = 0; i < patterns.size(); i++) {
      ResourcePattern pattern = patterns.get(i);
      String field = "target.resources[" + i + "]";
      Set<ServiceType> candidates = candidates(field, pattern, services);
      values(field, pattern, candidates);
      Set<ServiceType> fitting =
          fitting(field, policy, pattern, candidates, among(existing, candidates));
      Set<ServiceType> met = among(existing, fitting);
      if (met.isEmpty()) {
        unmet.put(i, fitting);
      }
      Set<ServiceType> applying = met.isEmpty() ? fitting : met;
      requireOne(field, accesses(policy.effect()), applying);
      concerned.addAll(applying);
    }
    if (!unmet.isEmpty()) {
      warnings.add(
          "target.resources%s: no service here is of a type that has these (%s)"
              .formatted(
                  unmet.keySet(),
                  unmet.values().stream()
                      .flatMap(Set::stream)
                      .distinct()
                      .map(ServiceType::toString)
                      .collect(Collectors.joining(", "))));
    }
    if (patterns.isEmpty()) {
      warnings.addAll(byClassification(policy.effect(), existing));
    } else {
      accesses(policy.effect())
          .forEach(access -> require(known(access, concerned), unknown(access, concerned)));
    }
    if (policy.target().isByClassification() && policy.effect() instanceof Effect.FilterRows) {
      warnings.add(
          "effect: rows are filtered in a table that has the classification itself; on columns alone"
              + " it filters nothing");
    }
    return warnings;
  }

  private static Set<ServiceType> candidates(
      String field, ResourcePattern pattern, List<EngineService> services) {
    if (pattern.service().equals(ResourcePattern.ANY_SERVICE)) {
      return EnumSet.allOf(ServiceType.class);
    }
    Set<ServiceType> types = EnumSet.noneOf(ServiceType.class);
    services.stream()
        .filter(service -> pattern.covers(service.name()))
        .forEach(service -> types.add(service.type()));
    require(
        !types.isEmpty(),
        "%s.service: there is no service '%s'; known are %s"
            .formatted(
                field, pattern.service(), services.stream().map(EngineService::name).toList()));
    return types;
  }

  private void values(String field, ResourcePattern pattern, Set<ServiceType> candidates) {
    require(!pattern.elements().isEmpty(), field + ".elements: name at least one");
    Set<String> known = new TreeSet<>();
    candidates.forEach(type -> words(type).paths().forEach(known::addAll));
    pattern
        .elements()
        .forEach(
            (name, values) -> {
              require(
                  known.contains(name),
                  "%s.elements: '%s' is none of %s".formatted(field, name, known));
              require(
                  !values.isEmpty() && values.size() <= VALUES,
                  "%s.elements.%s: 1 to %d values".formatted(field, name, VALUES));
            });
  }

  /** Those whose resources the pattern can match; with a classification any element narrows it. */
  private Set<ServiceType> fitting(
      String field,
      Policy policy,
      ResourcePattern pattern,
      Set<ServiceType> candidates,
      Set<ServiceType> existing) {
    Set<ServiceType> speaking = EnumSet.noneOf(ServiceType.class);
    for (ServiceType type : candidates) {
      if (pattern.elements().keySet().stream().allMatch(words(type)::has)) {
        speaking.add(type);
      }
    }
    Set<ServiceType> fitting = EnumSet.noneOf(ServiceType.class);
    for (ServiceType type : speaking) {
      if (policy.target().isByClassification() || fault(type, pattern, policy.effect()).isEmpty()) {
        fitting.add(type);
      }
    }
    Set<ServiceType> here = among(existing, speaking);
    if (fitting.isEmpty() || (!here.isEmpty() && among(existing, fitting).isEmpty())) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          field
              + (here.isEmpty() ? speaking : here)
                  .stream()
                      .findFirst()
                      .flatMap(type -> fault(type, pattern, policy.effect()))
                      .orElse(
                          ".elements: no engine has all of "
                              + new TreeSet<>(pattern.elements().keySet())));
    }
    return fitting;
  }

  private Optional<String> fault(ServiceType type, ResourcePattern pattern, Effect effect) {
    return new PatternShape(type.rangerName(), words(type)).fault(pattern, effect);
  }

  private void requireOne(String field, Set<String> accesses, Set<ServiceType> applying) {
    require(
        accesses.isEmpty() || accesses.stream().anyMatch(access -> known(access, applying)),
        unknown(String.join("', '", new TreeSet<>(accesses)), applying)
            + "; "
            + field
            + " would never apply");
  }

  /** Every engine has classifications, and none must know the word of another. */
  private List<String> byClassification(Effect effect, Set<ServiceType> existing) {
    List<String> warnings = new ArrayList<>();
    for (String access : accesses(effect)) {
      if (!known(access, existing)) {
        require(
            known(access, EnumSet.allOf(ServiceType.class)),
            unknown(access, existing.isEmpty() ? EnumSet.allOf(ServiceType.class) : existing));
        warnings.add(
            "effect.accesses: '%s' is no access of a service here (%s)"
                .formatted(access, existing));
      }
    }
    return warnings;
  }

  private boolean known(String access, Collection<ServiceType> types) {
    return types.stream().anyMatch(type -> words(type).accesses().contains(access));
  }

  private String unknown(String access, Collection<ServiceType> types) {
    Set<String> known = new TreeSet<>();
    types.forEach(type -> known.addAll(words(type).accesses()));
    return "effect.accesses: '%s' is no access of %s; there are %s"
        .formatted(
            access,
            types.stream().map(ServiceType::rangerName).collect(Collectors.joining(", ")),
            known);
  }

  private static Set<String> accesses(Effect effect) {
    if (effect instanceof Effect.Allow allow) {
      return allow.accesses();
    }
    return effect instanceof Effect.Deny deny ? deny.accesses() : Set.of();
  }

  private static Set<ServiceType> among(Set<ServiceType> some, Set<ServiceType> others) {
    return some.stream()
        .filter(others::contains)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(ServiceType.class)));
  }

  private EngineWords words(ServiceType type) {
    return vocabulary.words(type);
  }
}
