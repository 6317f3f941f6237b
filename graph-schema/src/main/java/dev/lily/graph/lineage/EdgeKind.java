package dev.lily.graph.lineage;

/** What an edge of the lineage index stands for. */
public enum EdgeKind {
  /** Between a dataset and the process that reads or writes it. */
  DATASET_LINEAGE,
  /** From a column to a column derived from it. */
  COLUMN_LINEAGE,
  /** From a container to its content, like a table to its columns. */
  HIERARCHY,
  /** Any other relationship along which classifications may travel. */
  ASSOCIATION;

  boolean isLineage() {
    return this == DATASET_LINEAGE || this == COLUMN_LINEAGE;
  }
}
