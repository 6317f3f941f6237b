package dev.lily.graph.lineage.query;

/** At which level lineage is looked at. */
public enum Lens {
  /** Datasets and processes. */
  ASSET,
  /** Columns, by column lineage. */
  COLUMN,
  /** Datasets grouped by the container right above them. */
  SCHEMA,
  /** Datasets grouped by the topmost container above them. */
  SERVICE
}
