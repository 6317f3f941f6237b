package dev.lily.graph.type;

import java.util.List;

/**
 * A tag with attributes.
 *
 * @param entityTypes to what it may be applied (subtypes included); empty for anything
 * @param subTypes computed by the registry, direct ones
 */
public record ClassificationDef(
    TypeHead head,
    List<AttributeDef> attributeDefs,
    List<String> superTypes,
    List<String> entityTypes,
    List<String> subTypes)
    implements TypeDef {
  public ClassificationDef {
    attributeDefs = List.copyOf(attributeDefs);
    superTypes = superTypes.stream().distinct().toList();
    entityTypes = entityTypes.stream().distinct().toList();
    subTypes = List.copyOf(subTypes);
  }

  @Override
  public TypeCategory category() {
    return TypeCategory.CLASSIFICATION;
  }

  @Override
  public ClassificationDef withHead(TypeHead newHead) {
    return new ClassificationDef(newHead, attributeDefs, superTypes, entityTypes, subTypes);
  }
}
