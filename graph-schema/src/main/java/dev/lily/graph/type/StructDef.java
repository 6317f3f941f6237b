package dev.lily.graph.type;

import java.util.List;

/** A value made of attributes, without identity. */
public record StructDef(TypeHead head, List<AttributeDef> attributeDefs) implements TypeDef {
  public StructDef {
    attributeDefs = List.copyOf(attributeDefs);
  }

  @Override
  public TypeCategory category() {
    return TypeCategory.STRUCT;
  }

  @Override
  public StructDef withHead(TypeHead newHead) {
    return new StructDef(newHead, attributeDefs);
  }
}
