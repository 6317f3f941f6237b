package dev.lily.graph.lineage.query;

/** What the questions have to know of the type system; asked while the index is locked. */
public interface LineageTypes {

  /** What assets of the type are; {@link NodeKind#OTHER} for an unknown or empty name. */
  NodeKind kind(String typeName);
}
