package dev.lily.graph.type;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.type.BusinessMetadataType.BusinessAttribute;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Resolves business metadata: which types its attributes apply to, and what they may hold. */
final class BusinessMetadataRules {
  static final String APPLICABLE = "applicableEntityTypes";
  private static final String MAX_LENGTH = "maxStrLength";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Hierarchy entities;
  private final Map<String, TypeDef> defs;
  private final Problems problems;

  BusinessMetadataRules(Hierarchy entities, Map<String, TypeDef> defs, Problems problems) {
    this.entities = entities;
    this.defs = defs;
    this.problems = problems;
  }

  BusinessMetadataType resolve(BusinessMetadataDef def, Map<String, Attribute> attributes) {
    Map<String, BusinessAttribute> resolved = new LinkedHashMap<>();
    attributes.forEach(
        (name, attribute) -> {
          checkType(attribute);
          resolved.put(
              name,
              new BusinessAttribute(attribute, applicableTypes(attribute), maxLength(attribute)));
        });
    return new BusinessMetadataType(def, resolved);
  }

  private void checkType(Attribute attribute) {
    if (attribute.isReference() || holdsStruct(attribute.type())) {
      problems.add(
          ErrorCode.BUSINESS_METADATA_DEF_ATTRIBUTE_TYPE_INVALID,
          attribute.path()
              + ": "
              + attribute.def().typeName()
              + " cannot be the type of a business-metadata attribute");
    }
  }

  private static boolean holdsStruct(ValueType type) {
    if (type instanceof ArrayType array) {
      return holdsStruct(array.element());
    }
    return type instanceof MapType map ? holdsStruct(map.value()) : type instanceof StructValueType;
  }

  private static boolean holdsText(ValueType type) {
    if (type instanceof ArrayType array) {
      return holdsText(array.element());
    }
    return type == PrimitiveType.STRING;
  }

  private int maxLength(Attribute attribute) {
    String text = attribute.def().options().getOrDefault(MAX_LENGTH, "");
    Long length = text.isEmpty() ? null : Scalars.toLong(text);
    if (holdsText(attribute.type()) && length == null) {
      problems.add(
          ErrorCode.MISSING_MANDATORY_ATTRIBUTE,
          attribute.path() + ": a text needs the option " + MAX_LENGTH + " with a number");
    }
    return length == null ? AttributeDef.NOT_SET : length.intValue();
  }

  private Set<String> applicableTypes(Attribute attribute) {
    Set<String> all = new LinkedHashSet<>();
    for (String name : applicableNames(attribute)) {
      if (defs.get(name) instanceof EntityDef) {
        all.addAll(entities.selfAndSubTypesOf(name));
      } else {
        problems.add(
            ErrorCode.TYPE_NAME_NOT_FOUND,
            attribute.path() + ": entity type '" + name + "' is not known");
      }
    }
    return all;
  }

  private List<String> applicableNames(Attribute attribute) {
    try {
      return applicableNames(attribute.def());
    } catch (JsonProcessingException malformed) {
      problems.add(
          ErrorCode.INVALID_TYPE_DEFINITION,
          attribute.path() + ": option " + APPLICABLE + " is no JSON array of type names");
      return List.of();
    }
  }

  /** The entity types that the option names; none where it is absent. */
  static List<String> applicableNames(AttributeDef def) throws JsonProcessingException {
    String text = def.options().getOrDefault(APPLICABLE, "");
    return text.isEmpty() ? List.of() : Arrays.asList(MAPPER.readValue(text, String[].class));
  }
}
