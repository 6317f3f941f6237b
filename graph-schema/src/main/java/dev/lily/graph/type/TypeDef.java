package dev.lily.graph.type;

import java.util.List;

/** A type definition of any category. */
public sealed interface TypeDef
    permits EnumDef, StructDef, ClassificationDef, EntityDef, RelationshipDef, BusinessMetadataDef {

  TypeHead head();

  TypeCategory category();

  /** The attributes it declares itself, in order. */
  List<AttributeDef> attributeDefs();

  TypeDef withHead(TypeHead head);

  default String name() {
    return head().name();
  }
}
