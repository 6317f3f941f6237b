package dev.lily.graph.type;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the value type that a type name means, such as {@code array<map<string,int>>}. */
final class ValueTypes {
  private static final String ARRAY = "array<";
  private static final String MAP = "map<";

  private final Map<String, TypeDef> defs;
  private final Map<String, EnumType> enumTypes;
  private final Map<String, StructType> structTypes;
  private final Map<String, EntityType> entityTypes;
  private final Map<String, ValueType> found = new HashMap<>();

  ValueTypes(
      Map<String, TypeDef> defs,
      Map<String, EnumType> enumTypes,
      Map<String, StructType> structTypes,
      Map<String, EntityType> entityTypes) {
    this.defs = defs;
    this.enumTypes = enumTypes;
    this.structTypes = structTypes;
    this.entityTypes = entityTypes;
  }

  /** The type of an attribute's values; null where there is no such type. */
  @Nullable ValueType find(AttributeDef def) {
    ValueType type = find(def.typeName());
    return type instanceof ArrayType array && def.cardinality() != Cardinality.SINGLE
        ? new ArrayType(
            array.element(), def.cardinality(), def.valuesMinCount(), def.valuesMaxCount())
        : type;
  }

  private @Nullable ValueType find(String typeName) {
    String name = typeName.trim();
    ValueType known = found.get(name);
    if (known != null) {
      return known;
    }
    ValueType type = parse(name);
    if (type != null) {
      found.put(name, type);
    }
    return type;
  }

  private @Nullable ValueType parse(String name) {
    if (name.startsWith(ARRAY) && name.endsWith(">")) {
      ValueType element = find(name.substring(ARRAY.length(), name.length() - 1));
      return element == null
          ? null
          : new ArrayType(element, Cardinality.LIST, AttributeDef.NOT_SET, AttributeDef.NOT_SET);
    }
    if (name.startsWith(MAP) && name.endsWith(">")) {
      return parseMap(name.substring(MAP.length(), name.length() - 1));
    }
    PrimitiveType primitive = PrimitiveType.find(name);
    return primitive != null ? primitive : named(name);
  }

  /** Keys have no parts, so the first comma ends the key. */
  private @Nullable ValueType parseMap(String keyAndValue) {
    int comma = keyAndValue.indexOf(',');
    if (comma < 0) {
      return null;
    }
    ValueType value = find(keyAndValue.substring(comma + 1));
    return find(keyAndValue.substring(0, comma)) instanceof ScalarType key
            && !key.isReference()
            && value != null
        ? new MapType(key, value)
        : null;
  }

  private @Nullable ValueType named(String name) {
    if (name.equals(ObjectIdType.ANY) || name.equals("objectid")) {
      return new ObjectIdType(ObjectIdType.ANY, entityTypes);
    }
    TypeDef def = defs.get(name);
    if (def instanceof EntityDef) {
      return new ObjectIdType(name, entityTypes);
    }
    if (def instanceof StructDef) {
      return new StructValueType(name, structTypes);
    }
    return enumTypes.get(name);
  }
}
