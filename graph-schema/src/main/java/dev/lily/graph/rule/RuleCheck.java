package dev.lily.graph.rule;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.type.Attribute;
import dev.lily.graph.type.ClassificationType;
import dev.lily.graph.type.EnumDef;
import dev.lily.graph.type.TypeDef;
import dev.lily.graph.type.TypeRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Refuses rules that name what is not there, contradict each other or would loop. */
public final class RuleCheck {
  public static final int RULES = 100;
  private static final int LEVELS = 10;
  private static final int TEXT = 256;
  private static final Set<String> RESERVED = Set.of("blocked");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final TypeRegistry types;
  private final List<String> faults = new ArrayList<>();

  private RuleCheck(TypeRegistry types) {
    this.types = types;
  }

  /**
   * Checks all rules at once.
   *
   * @throws CatalogException BAD_REQUEST that names every fault
   */
  public static void check(RuleSet rules, TypeRegistry types) {
    RuleCheck check = new RuleCheck(types);
    check.check(rules.rules());
    if (!check.faults.isEmpty()) {
      throw new CatalogException(ErrorCode.BAD_REQUEST, String.join("; ", check.faults));
    }
  }

  /** Why nothing can be inherited under the name; empty where something can. */
  public static Optional<String> faultOfAspect(String name, TypeRegistry types) {
    return InheritCheck.fault(new Aspect(name), types);
  }

  private void check(List<PropagationRule> rules) {
    if (rules.size() > RULES) {
      faults.add("rules: at most %d, not %d".formatted(RULES, rules.size()));
      return;
    }
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < rules.size(); i++) {
      PropagationRule rule = rules.get(i);
      String place = "rules[" + i + "]";
      if (RESERVED.contains(rule.id())) {
        faults.add("%s.id: '%s' already means something else".formatted(place, rule.id()));
      } else if (!ID.matcher(rule.id()).matches()) {
        faults.add(place + ".id: 1 to 64 letters, digits, '.', '_' or '-' are expected");
      } else if (!ids.add(rule.id())) {
        faults.add("%s.id: another rule is called '%s', too".formatted(place, rule.id()));
      }
      requireShort(place + ".description", rule.description());
      check(place, rule);
    }
    checkSeverities(rules);
    findLoop(RuleCover.of(new RuleSet(0, rules), TypeKin.of(types)).rules());
    InheritCheck.contradictions(new RuleSet(0, rules).inheritances(), faults);
  }

  private void check(String place, PropagationRule rule) {
    if (rule instanceof BlockRule block) {
      checkBlock(place, block);
    } else if (rule instanceof DerivationRule derivation) {
      checkDerivation(place, derivation);
    } else if (rule instanceof SeverityRule severity) {
      checkSeverity(place, severity);
    } else if (rule instanceof InheritRule inherit) {
      InheritCheck.check(place, inherit, types, faults);
      checkAsset(place + ".source", inherit.source());
      checkAsset(place + ".target", inherit.target());
    }
  }

  private void checkBlock(String place, BlockRule block) {
    requireClassifications(place, block.classifications());
    EdgePattern where = block.where();
    if (block.classifications().isEmpty() && where.fitsAll()) {
      faults.add(
          place + ": nothing would travel any more; name 'classifications', or edges by 'where'");
    }
    requireMatch(
        place + ".where.relationshipType",
        where.relationshipType(),
        "relationship type",
        types.definitions().relationshipDefs());
    requireName(place + ".where.job", where.job());
    checkTransformation(place + ".where.transformation", where.transformation());
    checkAsset(place + ".where.source", where.source());
    checkAsset(place + ".where.target", where.target());
  }

  private void checkTransformation(String place, @Nullable TransformationPattern pattern) {
    if (pattern != null && pattern.type() != null) {
      String type = pattern.type();
      if (!type.equalsIgnoreCase("DIRECT") && !type.equalsIgnoreCase("INDIRECT")) {
        faults.add("%s.type: DIRECT or INDIRECT is expected, not '%s'".formatted(place, type));
      }
    }
    if (pattern != null && pattern.subtype() != null && pattern.subtype().isBlank()) {
      faults.add(place + ".subtype: leave it out, or name one, like AGGREGATION");
    }
  }

  private void checkDerivation(String place, DerivationRule rule) {
    if (rule.classifications().isEmpty()) {
      faults.add(place + ".classifications: at least one is expected");
    }
    requireClassifications(place, rule.classifications());
    requireClassification(place + ".as", rule.as());
    if (rule.levels() < 1 || rule.levels() > LEVELS) {
      faults.add("%s.levels: 1 to %d are expected".formatted(place, LEVELS));
    }
    checkAsset(place + ".target", rule.target());
  }

  private void checkSeverity(String place, SeverityRule rule) {
    if (!requireClassification(place + ".classification", rule.classification())) {
      return;
    }
    if (rule.order().size() < 2 || new HashSet<>(rule.order()).size() < rule.order().size()) {
      faults.add(place + ".order: two or more different values, least severe first, are expected");
    }
    ClassificationType type = types.classificationType(rule.classification());
    Attribute attribute = type.attributes().get(rule.attribute());
    if (attribute == null) {
      faults.add(
          rule.attribute().isEmpty()
              ? "%s.attribute: one of %s is expected, of %s"
                  .formatted(place, type.attributes().keySet(), type.name())
              : "%s.attribute: %s has no attribute '%s'; it has %s"
                  .formatted(place, type.name(), rule.attribute(), type.attributes().keySet()));
      return;
    }
    types
        .findEnumType(attribute.def().typeName())
        .ifPresent(
            values -> {
              Set<String> known = new LinkedHashSet<>();
              values.def().elementDefs().stream().map(EnumDef.Element::value).forEach(known::add);
              rule.order().stream()
                  .filter(value -> !known.contains(value))
                  .forEach(
                      value ->
                          faults.add(
                              "%s.order: '%s' is no value of %s; those are %s"
                                  .formatted(place, value, values.def().name(), known)));
            });
  }

  private void checkSeverities(List<PropagationRule> rules) {
    Map<String, String> ordered = new HashMap<>();
    for (PropagationRule rule : rules) {
      if (rule instanceof SeverityRule severity && !rule.disabled()) {
        String other = ordered.putIfAbsent(severity.classification(), rule.id());
        if (other != null) {
          faults.add(
              "rules '%s' and '%s' contradict: both order %s"
                  .formatted(other, rule.id(), severity.classification()));
        }
      }
    }
  }

  /** What is derived must not come from itself, whichever way. */
  private void findLoop(List<PropagationRule> rules) {
    Map<String, Set<String>> derives = new LinkedHashMap<>();
    for (PropagationRule rule : rules) {
      if (rule instanceof DerivationRule derivation && !rule.disabled()) {
        derivation.classifications().stream()
            .filter(base -> !base.equals(derivation.as()))
            .forEach(
                base ->
                    derives
                        .computeIfAbsent(base, none -> new LinkedHashSet<>())
                        .add(derivation.as()));
      }
    }
    Set<String> done = new HashSet<>();
    for (String start : derives.keySet()) {
      Optional<List<String>> loop = loop(start, derives, new ArrayList<>(), done);
      if (loop.isPresent()) {
        faults.add("the rules would loop: " + String.join(" → ", loop.get()));
        return;
      }
    }
  }

  private static Optional<List<String>> loop(
      String at, Map<String, Set<String>> derives, List<String> way, Set<String> done) {
    int before = way.indexOf(at);
    way.add(at);
    if (before >= 0) {
      return Optional.of(way.subList(before, way.size()));
    }
    if (done.contains(at)) {
      way.remove(way.size() - 1);
      return Optional.empty();
    }
    for (String next : derives.getOrDefault(at, Set.of())) {
      Optional<List<String>> loop = loop(next, derives, way, done);
      if (loop.isPresent()) {
        return loop;
      }
    }
    done.add(at);
    way.remove(way.size() - 1);
    return Optional.empty();
  }

  private void checkAsset(String place, @Nullable AssetPattern asset) {
    if (asset != null) {
      requireMatch(
          place + ".typeName", asset.typeName(), "entity type", types.definitions().entityDefs());
      requireName(place + ".qualifiedName", asset.qualifiedName());
      if (asset.certificate() != null && asset.certificate().isBlank()) {
        faults.add(place + ".certificate: leave it out, or name one, like VERIFIED");
      }
    }
  }

  private void requireClassifications(String place, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      requireClassification(place + ".classifications[" + i + "]", names.get(i));
    }
  }

  private boolean requireClassification(String place, String name) {
    if (types.findClassificationType(name).isPresent()) {
      return true;
    }
    faults.add(
        name.isEmpty()
            ? place + ": the name of a classification type is expected"
            : "%s: there is no classification type '%s'; create it first".formatted(place, name));
    return false;
  }

  /** A pattern that no type fits would silently do nothing. */
  private void requireMatch(
      String place, @Nullable Glob pattern, String what, List<? extends TypeDef> known) {
    requireName(place, pattern);
    if (pattern != null && known.stream().noneMatch(def -> pattern.matches(def.name()))) {
      faults.add("%s: there is no %s '%s'".formatted(place, what, pattern));
    }
  }

  private void requireName(String place, @Nullable Glob pattern) {
    requireShort(place, pattern);
    if (pattern != null && pattern.pattern().isBlank()) {
      faults.add(place + ": leave it out, or name something; '*' stands for any text");
    }
  }

  private void requireShort(String place, @Nullable Object text) {
    if (text != null && text.toString().length() > TEXT) {
      faults.add("%s: at most %d characters".formatted(place, TEXT));
    }
  }
}
