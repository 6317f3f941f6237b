package dev.lily.server.atlas;

import dev.lily.graph.type.Attribute;
import dev.lily.graph.type.BusinessMetadataType.BusinessAttribute;
import dev.lily.graph.type.ClassificationType;
import dev.lily.graph.type.EntityType;
import dev.lily.graph.type.PrimitiveType;
import dev.lily.graph.type.TypeRegistry;
import dev.lily.graph.type.ValueType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be asked of assets and classifications, and of which type it is. */
final class FilterAttributes {
  private static final Map<String, ValueType> SYSTEM =
      Map.ofEntries(
          Map.entry("__guid", PrimitiveType.STRING),
          Map.entry("__typeName", PrimitiveType.STRING),
          Map.entry("__state", PrimitiveType.STRING),
          Map.entry("__createdBy", PrimitiveType.STRING),
          Map.entry("__modifiedBy", PrimitiveType.STRING),
          Map.entry("__timestamp", PrimitiveType.DATE),
          Map.entry("__modificationTimestamp", PrimitiveType.DATE),
          Map.entry("__isIncomplete", PrimitiveType.BOOLEAN),
          Map.entry("__labels", PrimitiveType.STRING),
          Map.entry("__classificationNames", PrimitiveType.STRING));

  private FilterAttributes() {}

  /** An attribute that one of the types has, or all assets have, or business metadata gives. */
  static Optional<ValueType> ofEntities(
      TypeRegistry types, Collection<EntityType> asked, String name) {
    if (SYSTEM.containsKey(name)) {
      return Optional.ofNullable(SYSTEM.get(name));
    }
    return common(asked.stream().flatMap(type -> stored(type, name)))
        .or(() -> business(types, name));
  }

  /** Relationships are not among the values of an asset. */
  private static Stream<Attribute> stored(EntityType type, String name) {
    return type.relationshipAttributes().containsKey(name)
        ? Stream.empty()
        : Stream.ofNullable(type.attributes().get(name));
  }

  static Optional<ValueType> ofClassifications(Collection<ClassificationType> asked, String name) {
    return common(asked.stream().flatMap(type -> Stream.ofNullable(type.attributes().get(name))));
  }

  /** What several types know by one name is compared as text where they differ. */
  private static Optional<ValueType> common(Stream<Attribute> attributes) {
    List<ValueType> found = attributes.map(Attribute::type).toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ValueType first = found.get(0);
    boolean same = found.stream().allMatch(type -> type.typeName().equals(first.typeName()));
    return Optional.of(same ? first : PrimitiveType.STRING);
  }

  private static Optional<ValueType> business(TypeRegistry types, String name) {
    int dot = name.indexOf('.');
    return dot < 0
        ? Optional.empty()
        : types
            .findBusinessMetadataType(name.substring(0, dot))
            .flatMap(
                metadata -> Optional.ofNullable(metadata.attributes().get(name.substring(dot + 1))))
            .map(BusinessAttribute::attribute)
            .map(Attribute::type);
  }
}
