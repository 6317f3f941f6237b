package dev.lily.graph.type;

/** What a relationship means for the life of its ends; a composed child dies with its container. */
public enum RelationshipCategory {
  ASSOCIATION,
  AGGREGATION,
  COMPOSITION
}
