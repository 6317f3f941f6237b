package dev.lily.graph.lineage.query;

/** Where an asset stands, seen from the root. */
public enum Side {
  ROOT,
  UPSTREAM,
  DOWNSTREAM,
  /** In a cycle with the root. */
  BOTH
}
