package dev.lily.graph.type;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A struct as a value; it may come bare or as {@code {typeName, attributes}}. */
public final class StructValueType implements ValueType {
  private static final String TYPE_NAME = "typeName";
  private static final String ATTRIBUTES = "attributes";

  private final String typeName;
  private final Map<String, StructType> structTypes;

  /**
   * @param structTypes all struct types, completed before the first value is seen (structs may hold
   *     each other)
   */
  StructValueType(String typeName, Map<String, StructType> structTypes) {
    this.typeName = typeName;
    this.structTypes = structTypes;
  }

  @Override
  public String typeName() {
    return typeName;
  }

  @Override
  public boolean isReference() {
    return false;
  }

  @Override
  public @Nullable Object normalize(@Nullable Object json, String path, Faults faults) {
    if (json == null) {
      return null;
    }
    StructType type = structTypes.get(typeName);
    if (type == null || !(json instanceof Map<?, ?> fields) || !isOfThisType(fields)) {
      faults.add(path, json, typeName);
      return null;
    }
    boolean wrapped = !type.attributes().containsKey(ATTRIBUTES);
    Map<?, ?> attributes =
        wrapped && fields.get(ATTRIBUTES) instanceof Map<?, ?> inner ? inner : fields;
    Map<String, Object> struct = new LinkedHashMap<>();
    struct.put(TYPE_NAME, typeName);
    struct.put(ATTRIBUTES, type.normalize(attributes, path, faults));
    return struct;
  }

  private boolean isOfThisType(Map<?, ?> fields) {
    return !(fields.get(ATTRIBUTES) instanceof Map)
        || !(fields.get(TYPE_NAME) instanceof String name)
        || name.equals(typeName);
  }
}
