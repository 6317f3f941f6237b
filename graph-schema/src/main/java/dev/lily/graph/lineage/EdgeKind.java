package dev.lily.graph.lineage;

/** What an edge of the lineage index stands for. */
public enum EdgeKind {
  /** Between a dataset and the process that reads or writes it. */
  DATASET_LINEAGE,
  /** From a column to a column derived from it. */
  COLUMN_LINEAGE,
  /** Between a container and its content, like a schema and its tables. */
  HIERARCHY;

  boolean isLineage() {
    return this != HIERARCHY;
  }
}
