package dev.lily.graph.type;

/** How many values an attribute holds; LIST and SET need an array type. */
public enum Cardinality {
  SINGLE,
  LIST,
  SET
}
