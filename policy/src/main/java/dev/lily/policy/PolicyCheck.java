package dev.lily.policy;

import static dev.lily.graph.BadRequests.require;

import dev.lily.graph.CatalogException;
import dev.lily.graph.type.Attribute;
import dev.lily.graph.type.ClassificationType;
import dev.lily.graph.type.PrimitiveType;
import dev.lily.graph.type.TypeRegistry;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.ServiceType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Refuses policies that could not do what their author means. */
public final class PolicyCheck {
  private static final int NAME = 200;
  private static final int TEXT = 4_000;
  private static final int NAMES = 10_000;
  private static final int PATTERNS = 200;
  private static final int LABELS = 50;
  private static final Set<PrimitiveType> NUMBERS =
      Set.of(
          PrimitiveType.BYTE,
          PrimitiveType.SHORT,
          PrimitiveType.INT,
          PrimitiveType.LONG,
          PrimitiveType.FLOAT,
          PrimitiveType.DOUBLE,
          PrimitiveType.BIGINTEGER,
          PrimitiveType.BIGDECIMAL);

  private final TargetCheck targets;

  public PolicyCheck(Vocabulary vocabulary) {
    targets = new TargetCheck(vocabulary);
  }

  /** What the engines have words for. */
  public interface Vocabulary {
    EngineWords words(ServiceType type);
  }

  /**
   * Checks a policy before it is stored. One that is disabled may be what no engine can apply.
   *
   * @param force accepts SQL that the parser does not understand
   * @return what is allowed and yet may not be meant, in words
   * @throws CatalogException BAD_REQUEST with the field and what is wrong with it
   */
  public List<String> check(
      Policy policy, List<EngineService> services, TypeRegistry types, boolean force) {
    limits(policy);
    List<String> warnings =
        new ArrayList<>(
            policy.enabled()
                ? targets.check(policy, services)
                : unapplied(policy, services).stream().toList());
    PolicyValidity.check("validity", policy.validity());
    effect(policy.effect(), force);
    warnings.addAll(classifications(policy.target(), types));
    return warnings;
  }

  /**
   * Why no engine can apply a policy that was stored before it was checked as it is now, or before
   * services changed; absent where it can.
   */
  public Optional<String> unapplied(Policy policy, List<EngineService> services) {
    try {
      targets.check(policy, services);
      return Optional.empty();
    } catch (CatalogException unfit) {
      return Optional.of(String.valueOf(unfit.getMessage()));
    }
  }

  private static void limits(Policy policy) {
    require(policy.name().length() <= NAME, "name: at most " + NAME + " characters");
    require(policy.description().length() <= TEXT, "description: at most " + TEXT + " characters");
    names("subjects", policy.subjects());
    names("exceptions", policy.exceptions());
    require(
        !policy.subjects().isEmpty(),
        "subjects: name users, groups, roles or attributes, or say \"everyone\": true");
    require(
        policy.target().resources().size() <= PATTERNS, "target.resources: at most " + PATTERNS);
    require(
        policy.target().classifications().size() <= PATTERNS
            && policy.target().where().size() <= PATTERNS,
        "target: at most " + PATTERNS + " classifications and as many conditions");
    require(policy.labels().size() <= LABELS, "labels: at most " + LABELS);
    require(
        policy.labels().stream().allMatch(label -> !label.isBlank() && label.length() <= NAME),
        "labels: texts of 1 to " + NAME + " characters");
  }

  private static void names(String field, Subjects subjects) {
    for (Collection<String> names :
        List.of(
            subjects.users(),
            subjects.groups(),
            subjects.roles(),
            subjects.attributes().keySet())) {
      require(names.size() <= NAMES, field + ": at most " + NAMES + " names of a kind");
      require(
          names.stream().allMatch(name -> !name.isBlank() && name.length() <= NAME),
          field + ": names of 1 to " + NAME + " characters");
    }
    subjects
        .attributes()
        .forEach(
            (name, values) ->
                require(
                    !values.isEmpty() && values.size() <= NAMES,
                    field + ".attributes." + name + ": 1 to " + NAMES + " values"));
  }

  private static void effect(Effect effect, boolean force) {
    if (effect instanceof Effect.Mask mask && mask.type() == MaskType.CUSTOM) {
      sql(mask.expression(), SqlExpressions.faultOfMask(mask.expression()), force);
    } else if (effect instanceof Effect.FilterRows filter) {
      sql(filter.expression(), SqlExpressions.faultOfFilter(filter.expression()), force);
    }
  }

  private static void sql(String expression, Optional<String> fault, boolean force) {
    require(expression.length() <= TEXT, "effect.expression: at most " + TEXT + " characters");
    require(
        force || fault.isEmpty(),
        "effect.expression is not an SQL expression: %s (if your engine understands it, send force=true)"
            .formatted(fault.orElse("")));
  }

  private static List<String> classifications(Target target, TypeRegistry types) {
    List<String> warnings = new ArrayList<>();
    for (String name : target.classifications()) {
      Optional<ClassificationType> type = types.findClassificationType(name);
      if (type.isEmpty()) {
        warnings.add("there is no classification '" + name + "' yet");
        continue;
      }
      for (AttributeCondition condition : target.where()) {
        Map<String, Attribute> attributes = type.get().attributes();
        require(
            attributes.containsKey(condition.attribute()),
            "target.where: classification '%s' has no attribute '%s'; it has %s"
                .formatted(name, condition.attribute(), new TreeSet<>(attributes.keySet())));
        Optional.ofNullable(attributes.get(condition.attribute()))
            .ifPresent(attribute -> values(condition, attribute));
      }
    }
    return warnings;
  }

  /** A number and a text would be compared as texts, which means nothing. */
  private static void values(AttributeCondition condition, Attribute attribute) {
    if (condition.operator() == AttributeCondition.Operator.LIKE
        || !(attribute.type() instanceof PrimitiveType type)
        || !NUMBERS.contains(type)) {
      return;
    }
    for (String value : condition.values()) {
      require(
          AttributeCondition.isNumber(value),
          "target.where: '%s' in '%s' is no number; %s is of type %s"
              .formatted(value, condition, attribute.path(), type.typeName()));
    }
  }
}
