package dev.lily.graph.type;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A reference to an asset: an object id with a guid, or a type name and unique attributes. */
public final class ObjectIdType implements ScalarType {
  static final String ANY = "AtlasObjectId";

  private final String entityType;
  private final Map<String, EntityType> entityTypes;

  /**
   * @param entityTypes all entity types, completed before the first value is seen
   */
  ObjectIdType(String entityType, Map<String, EntityType> entityTypes) {
    this.entityType = entityType;
    this.entityTypes = entityTypes;
  }

  /** The entity type referred to (or a subtype); {@code AtlasObjectId} for any. */
  @Override
  public String typeName() {
    return entityType;
  }

  @Override
  public String expected() {
    return "reference to "
        + (entityType.equals(ANY) ? "an entity" : entityType)
        + " ({guid}, or {typeName, uniqueAttributes})";
  }

  @Override
  public boolean isReference() {
    return true;
  }

  @Override
  public @Nullable Object convert(Object json) {
    if (!(json instanceof Map<?, ?> fields) || !isIdentified(fields) || !isAllowed(fields)) {
      return null;
    }
    Map<String, @Nullable Object> reference = new LinkedHashMap<>();
    fields.forEach((name, value) -> reference.put(String.valueOf(name), value));
    return Collections.unmodifiableMap(reference);
  }

  private static boolean isIdentified(Map<?, ?> fields) {
    boolean byGuid = fields.get("guid") instanceof String guid && !guid.isBlank();
    return byGuid
        || (fields.get("typeName") instanceof String
            && fields.get("uniqueAttributes") instanceof Map<?, ?> unique
            && !unique.isEmpty());
  }

  private boolean isAllowed(Map<?, ?> fields) {
    if (!(fields.get("typeName") instanceof String typeName) || typeName.isEmpty()) {
      return true;
    }
    EntityType type = entityTypes.get(typeName);
    return type != null && (entityType.equals(ANY) || type.isSubTypeOf(entityType));
  }
}
