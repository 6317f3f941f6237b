package dev.lily.graph.type;

import java.util.List;

/** Attributes that an organisation adds to existing types (option applicableEntityTypes). */
public record BusinessMetadataDef(TypeHead head, List<AttributeDef> attributeDefs)
    implements TypeDef {
  public BusinessMetadataDef {
    attributeDefs = List.copyOf(attributeDefs);
  }

  @Override
  public TypeCategory category() {
    return TypeCategory.BUSINESS_METADATA;
  }

  @Override
  public BusinessMetadataDef withHead(TypeHead newHead) {
    return new BusinessMetadataDef(newHead, attributeDefs);
  }
}
