package dev.lily.graph.type;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A kind of asset.
 *
 * @param subTypes computed by the registry, direct ones
 * @param relationshipAttributeDefs computed by the registry, inherited ones included
 * @param businessAttributeDefs computed by the registry, by business-metadata name
 */
public record EntityDef(
    TypeHead head,
    List<AttributeDef> attributeDefs,
    List<String> superTypes,
    List<String> subTypes,
    List<RelationshipAttribute> relationshipAttributeDefs,
    Map<String, List<AttributeDef>> businessAttributeDefs)
    implements TypeDef {

  /** An attribute that an entity has by being the end of a relationship. */
  public record RelationshipAttribute(
      AttributeDef attribute, String relationshipTypeName, boolean isLegacyAttribute) {}

  public EntityDef {
    attributeDefs = List.copyOf(attributeDefs);
    superTypes = superTypes.stream().distinct().toList();
    subTypes = List.copyOf(subTypes);
    relationshipAttributeDefs = List.copyOf(relationshipAttributeDefs);
    businessAttributeDefs = Collections.unmodifiableMap(new LinkedHashMap<>(businessAttributeDefs));
  }

  /** A definition as somebody writes it, without what is computed. */
  public EntityDef(TypeHead head, List<AttributeDef> attributeDefs, List<String> superTypes) {
    this(head, attributeDefs, superTypes, List.of(), List.of(), Map.of());
  }

  @Override
  public TypeCategory category() {
    return TypeCategory.ENTITY;
  }

  @Override
  public EntityDef withHead(TypeHead newHead) {
    return new EntityDef(
        newHead,
        attributeDefs,
        superTypes,
        subTypes,
        relationshipAttributeDefs,
        businessAttributeDefs);
  }
}
