package dev.lily.graph.type;

/** The kinds of type definitions, named as Atlas names them. */
public enum TypeCategory {
  ENUM,
  STRUCT,
  CLASSIFICATION,
  ENTITY,
  RELATIONSHIP,
  BUSINESS_METADATA;

  /** As people read it: {@code business metadata}. */
  String text() {
    return switch (this) {
      case ENUM -> "enum";
      case STRUCT -> "struct";
      case CLASSIFICATION -> "classification";
      case ENTITY -> "entity";
      case RELATIONSHIP -> "relationship";
      case BUSINESS_METADATA -> "business metadata";
    };
  }
}
