package dev.lily.graph.type;

import dev.lily.graph.ErrorCode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Turns attribute definitions into attributes, and notes what is wrong with them. */
final class AttributeResolver {
  private final Map<String, TypeDef> defs;
  private final ValueTypes valueTypes;
  private final Problems problems;

  AttributeResolver(Map<String, TypeDef> defs, ValueTypes valueTypes, Problems problems) {
    this.defs = defs;
    this.valueTypes = valueTypes;
    this.problems = problems;
  }

  /** The attributes that a definition declares itself; faulty ones are left out. */
  Map<String, Attribute> declaredBy(TypeDef def) {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    for (AttributeDef attributeDef : def.attributeDefs()) {
      if (attributeDef.name().isBlank()) {
        problems.add(
            ErrorCode.MISSING_MANDATORY_ATTRIBUTE, def.name() + ": an attribute has no name");
      } else if (attributes.containsKey(attributeDef.name())) {
        problems.add(
            ErrorCode.INVALID_TYPE_DEFINITION,
            path(def, attributeDef) + ": there are two attributes of this name");
      } else {
        resolve(def, attributeDef, attributes);
      }
    }
    return Collections.unmodifiableMap(attributes);
  }

  private void resolve(TypeDef def, AttributeDef attributeDef, Map<String, Attribute> attributes) {
    ValueType type = valueTypes.find(attributeDef);
    if (type == null) {
      addUnknownType(path(def, attributeDef), attributeDef.typeName());
      return;
    }
    if (attributeDef.cardinality() != Cardinality.SINGLE && !(type instanceof ArrayType)) {
      problems.add(
          ErrorCode.INVALID_ATTRIBUTE_TYPE_FOR_CARDINALITY,
          path(def, attributeDef)
              + ": cardinality "
              + attributeDef.cardinality()
              + " needs an array, not "
              + attributeDef.typeName());
    }
    Attribute attribute = Attribute.of(attributeDef, def.name(), type);
    checkReference(attribute);
    checkDefault(attribute);
    attributes.put(attribute.name(), attribute);
  }

  private void addUnknownType(String path, String typeName) {
    TypeDef other = defs.get(typeName);
    if (other == null) {
      problems.add(ErrorCode.TYPE_NAME_NOT_FOUND, path + ": type '" + typeName + "' is not known");
    } else {
      problems.add(
          ErrorCode.ATTRIBUTE_TYPE_INVALID,
          path + ": a " + other.category().text() + " cannot be the type of an attribute");
    }
  }

  private void checkReference(Attribute attribute) {
    if (attribute.isReference()) {
      return;
    }
    for (ConstraintDef constraint : attribute.def().constraints()) {
      if (constraint.type().equals(ConstraintDef.OWNED_REF)) {
        problems.add(
            ErrorCode.CONSTRAINT_OWNED_REF_ATTRIBUTE_INVALID_TYPE,
            attribute.path() + ": ownedRef needs an entity type");
      } else if (constraint.type().equals(ConstraintDef.INVERSE_REF)) {
        problems.add(
            ErrorCode.CONSTRAINT_INVERSE_REF_ATTRIBUTE_INVALID_TYPE,
            attribute.path() + ": inverseRef needs an entity type");
      }
    }
  }

  private void checkDefault(Attribute attribute) {
    String value = attribute.def().defaultValue();
    if (!value.isEmpty()
        && attribute.type() instanceof ScalarType scalar
        && scalar.convert(value) == null) {
      problems.add(
          ErrorCode.INVALID_TYPE_DEFINITION,
          attribute.path() + ": default value '" + value + "' is no " + scalar.expected());
    }
  }

  /** Checks that each inverseRef of the type names a reference back. */
  void checkInverses(EntityType type, Map<String, EntityType> entityTypes) {
    for (Attribute attribute : type.attributes().values()) {
      if (attribute.ownerType().equals(type.name())) {
        attribute.def().constraints().stream()
            .filter(constraint -> constraint.type().equals(ConstraintDef.INVERSE_REF))
            .forEach(constraint -> checkInverse(attribute, constraint, entityTypes));
      }
    }
  }

  private void checkInverse(
      Attribute attribute, ConstraintDef constraint, Map<String, EntityType> entityTypes) {
    String inverse = constraint.inverseAttribute();
    EntityType target = entityTypes.get(referredType(attribute.type()));
    if (inverse.isEmpty()) {
      problems.add(
          ErrorCode.CONSTRAINT_MISSING_PARAMS,
          attribute.path() + ": inverseRef needs the parameter 'attribute'");
      return;
    }
    if (target == null) {
      return;
    }
    Attribute back = target.attributes().get(inverse);
    if (back == null) {
      problems.add(
          ErrorCode.CONSTRAINT_INVERSE_REF_INVERSE_ATTRIBUTE_NON_EXISTING,
          attribute.path() + ": " + target.name() + " has no attribute '" + inverse + "'");
    } else if (!back.isReference()) {
      problems.add(
          ErrorCode.CONSTRAINT_INVERSE_REF_INVERSE_ATTRIBUTE_INVALID_TYPE,
          attribute.path() + ": " + back.path() + " is no reference");
    }
  }

  private static String referredType(ValueType type) {
    if (type instanceof ArrayType array) {
      return referredType(array.element());
    }
    return type instanceof MapType map ? referredType(map.value()) : type.typeName();
  }

  private static String path(TypeDef def, AttributeDef attributeDef) {
    return def.name() + "." + attributeDef.name();
  }

  /** Declared and inherited attributes of a type, inherited ones first. */
  Map<String, Attribute> inherit(
      String typeName, Iterable<String> lineage, Map<String, Map<String, Attribute>> declared) {
    Map<String, Attribute> all = new LinkedHashMap<>();
    for (String owner : lineage) {
      declared
          .getOrDefault(owner, Map.of())
          .forEach((name, attribute) -> inherit(typeName, attribute, all));
    }
    return Collections.unmodifiableMap(all);
  }

  private void inherit(String typeName, Attribute attribute, Map<String, Attribute> all) {
    Attribute before = all.put(attribute.name(), attribute.inheritedBy(typeName));
    if (before != null && !before.def().typeName().equals(attribute.def().typeName())) {
      problems.add(
          ErrorCode.ATTRIBUTE_NAME_ALREADY_EXISTS_IN_ANOTHER_PARENT_TYPE,
          typeName
              + "."
              + attribute.name()
              + " is "
              + before.def().typeName()
              + " in "
              + before.ownerType()
              + ", but "
              + attribute.def().typeName()
              + " in "
              + attribute.ownerType());
    }
  }
}
