package dev.lily.graph.type;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.lily.graph.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Notes what a changed definition would break for assets that exist. */
final class Compatibility {
  private final String name;
  private final Problems problems;

  private Compatibility(String name, Problems problems) {
    this.name = name;
    this.problems = problems;
  }

  static void check(TypeDef old, TypeDef changed, Problems problems) {
    Compatibility check = new Compatibility(old.name(), problems);
    if (old.category() != changed.category()) {
      problems.add(
          ErrorCode.TYPE_MATCH_FAILED,
          old.name() + " is of category " + old.category() + ", not " + changed.category());
      return;
    }
    check.attributes(old, changed);
    check.rootDelimiter(old, changed);
    if (old instanceof EnumDef before && changed instanceof EnumDef after) {
      check.elements(before, after);
    } else if (old instanceof EntityDef before && changed instanceof EntityDef after) {
      check.superTypes(before.superTypes(), after.superTypes());
    } else if (old instanceof ClassificationDef before
        && changed instanceof ClassificationDef after) {
      check.superTypes(before.superTypes(), after.superTypes());
      check.entityTypes(before.entityTypes(), after.entityTypes());
    } else if (old instanceof RelationshipDef before && changed instanceof RelationshipDef after) {
      check.relationship(before, after);
    }
  }

  private void attributes(TypeDef old, TypeDef changed) {
    Map<String, AttributeDef> after = byName(changed);
    Map<String, AttributeDef> before = byName(old);
    for (AttributeDef attribute : before.values()) {
      AttributeDef now = after.get(attribute.name());
      if (now == null) {
        add(
            ErrorCode.ATTRIBUTE_DELETION_NOT_SUPPORTED,
            attribute.name() + ": an attribute cannot be removed");
      } else {
        attribute(attribute, now);
      }
    }
    for (AttributeDef attribute : after.values()) {
      if (!before.containsKey(attribute.name()) && !attribute.isOptional()) {
        add(
            ErrorCode.CANNOT_ADD_MANDATORY_ATTRIBUTE,
            attribute.name() + ": a new attribute must be optional");
      }
    }
  }

  private static Map<String, AttributeDef> byName(TypeDef def) {
    return def.attributeDefs().stream()
        .collect(Collectors.toMap(AttributeDef::name, Function.identity(), (one, two) -> one));
  }

  private void attribute(AttributeDef old, AttributeDef now) {
    unchanged(old.name(), "type", old.typeName(), now.typeName());
    unchanged(old.name(), "cardinality", old.cardinality(), now.cardinality());
    unchanged(old.name(), "isUnique", old.isUnique(), now.isUnique());
    if (old.isOptional() && !now.isOptional()) {
      add(
          ErrorCode.ATTRIBUTE_UPDATE_NOT_SUPPORTED,
          old.name() + ": an optional attribute cannot become mandatory");
    }
    for (String removed : removed(applicableTypes(old), applicableTypes(now))) {
      add(
          ErrorCode.APPLICABLE_ENTITY_TYPES_DELETION_NOT_SUPPORTED,
          old.name() + ": the applicable entity type " + removed + " cannot be removed");
    }
  }

  private void unchanged(String attribute, String what, Object old, Object now) {
    if (!old.equals(now)) {
      add(
          ErrorCode.ATTRIBUTE_UPDATE_NOT_SUPPORTED,
          attribute + ": its " + what + " cannot change from " + old + " to " + now);
    }
  }

  private static List<String> applicableTypes(AttributeDef def) {
    try {
      return BusinessMetadataRules.applicableNames(def);
    } catch (JsonProcessingException reportedWhenResolved) {
      return List.of();
    }
  }

  /** The delimiter decides where assets are stored, so it stays. */
  private void rootDelimiter(TypeDef old, TypeDef changed) {
    String before = old.head().options().get(TypeOptions.ROOT_DELIMITER);
    String now = changed.head().options().get(TypeOptions.ROOT_DELIMITER);
    if (now != null && !now.equals(before)) {
      problems.add(
          ErrorCode.INVALID_TYPE_DEFINITION,
          name + ": option " + TypeOptions.ROOT_DELIMITER + " is fixed when the type is created");
    }
  }

  private void elements(EnumDef old, EnumDef now) {
    for (String removed : removed(values(old), values(now))) {
      add(ErrorCode.INVALID_TYPE_DEFINITION, removed + ": an enum element cannot be removed");
    }
  }

  private static List<String> values(EnumDef def) {
    return def.elementDefs().stream().map(EnumDef.Element::value).toList();
  }

  private void superTypes(List<String> old, List<String> now) {
    for (String removed : removed(old, now)) {
      problems.add(
          ErrorCode.SUPERTYPE_REMOVAL_NOT_SUPPORTED,
          name + ": the super type " + removed + " cannot be removed");
    }
  }

  private void entityTypes(List<String> old, List<String> now) {
    for (String removed : removed(old, now)) {
      problems.add(
          ErrorCode.ENTITYTYPE_REMOVAL_NOT_SUPPORTED,
          name + ": the entity type " + removed + " cannot be removed");
    }
    if (old.isEmpty() && !now.isEmpty()) {
      problems.add(
          ErrorCode.ENTITYTYPE_REMOVAL_NOT_SUPPORTED,
          name + ": it applies to every entity type and cannot be restricted to " + now);
    }
  }

  private void relationship(RelationshipDef old, RelationshipDef now) {
    if (old.relationshipCategory() != now.relationshipCategory()) {
      problems.add(
          ErrorCode.RELATIONSHIPDEF_INVALID_CATEGORY_UPDATE,
          name
              + ": its category cannot change from "
              + old.relationshipCategory()
              + " to "
              + now.relationshipCategory());
    }
    end(ErrorCode.RELATIONSHIPDEF_INVALID_END1_UPDATE, "endDef1", old.endDef1(), now.endDef1());
    end(ErrorCode.RELATIONSHIPDEF_INVALID_END2_UPDATE, "endDef2", old.endDef2(), now.endDef2());
  }

  private void end(ErrorCode code, String which, RelationshipEndDef old, RelationshipEndDef now) {
    if (!old.type().equals(now.type())
        || !old.name().equals(now.name())
        || old.isContainer() != now.isContainer()
        || old.cardinality() != now.cardinality()) {
      problems.add(
          code,
          name
              + ": type, name, isContainer and cardinality of "
              + which
              + " cannot change ("
              + old.type()
              + "."
              + old.name()
              + ")");
    }
  }

  private static List<String> removed(List<String> old, List<String> now) {
    List<String> removed = new ArrayList<>(old);
    removed.removeAll(now);
    return removed;
  }

  private void add(ErrorCode code, String text) {
    problems.add(code, name + "." + text);
  }
}
