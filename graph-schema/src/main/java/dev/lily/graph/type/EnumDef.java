package dev.lily.graph.type;

import java.util.List;

/** A closed set of texts. */
public record EnumDef(TypeHead head, List<Element> elementDefs, String defaultValue)
    implements TypeDef {

  /** One text of the set. */
  public record Element(String value, String description, int ordinal) {}

  public EnumDef {
    elementDefs = List.copyOf(elementDefs);
  }

  @Override
  public TypeCategory category() {
    return TypeCategory.ENUM;
  }

  @Override
  public List<AttributeDef> attributeDefs() {
    return List.of();
  }

  @Override
  public EnumDef withHead(TypeHead newHead) {
    return new EnumDef(newHead, elementDefs, defaultValue);
  }
}
