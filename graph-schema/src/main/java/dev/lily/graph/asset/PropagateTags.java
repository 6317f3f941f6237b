package dev.lily.graph.asset;

/** Along which direction of a relationship classifications travel (Atlas's names). */
public enum PropagateTags {
  NONE,
  ONE_TO_TWO,
  TWO_TO_ONE,
  BOTH
}
