package dev.lily.graph.lineage;

/** Which way to follow the data from an asset. */
public enum LineageDirection {
  /** To where the data comes from (Atlas: INPUT). */
  UPSTREAM,
  /** To where the data goes (Atlas: OUTPUT). */
  DOWNSTREAM,
  BOTH;

  boolean isUpstream() {
    return this != DOWNSTREAM;
  }

  boolean isDownstream() {
    return this != UPSTREAM;
  }
}
