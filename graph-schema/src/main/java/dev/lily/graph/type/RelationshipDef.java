package dev.lily.graph.type;

import dev.lily.graph.asset.PropagateTags;
import java.util.List;

/** A kind of edge between two assets. */
public record RelationshipDef(
    TypeHead head,
    List<AttributeDef> attributeDefs,
    RelationshipCategory relationshipCategory,
    String relationshipLabel,
    PropagateTags propagateTags,
    RelationshipEndDef endDef1,
    RelationshipEndDef endDef2)
    implements TypeDef {
  public RelationshipDef {
    attributeDefs = List.copyOf(attributeDefs);
  }

  @Override
  public TypeCategory category() {
    return TypeCategory.RELATIONSHIP;
  }

  @Override
  public RelationshipDef withHead(TypeHead newHead) {
    return new RelationshipDef(
        newHead,
        attributeDefs,
        relationshipCategory,
        relationshipLabel,
        propagateTags,
        endDef1,
        endDef2);
  }

  List<RelationshipEndDef> ends() {
    return List.of(endDef1, endDef2);
  }
}
