package dev.lily.graph.lineage.query;

/** What an asset is to lineage. */
public enum NodeKind {
  /** Holds data: a table, a topic, a file. */
  DATASET,
  /** Reads and writes datasets or columns. */
  PROCESS,
  /** Part of a dataset: a column, a field. */
  COLUMN,
  /** Contains datasets or other containers: a schema, a database, a service. */
  CONTAINER,
  /** Anything else, and what is known by its guid alone. */
  OTHER
}
