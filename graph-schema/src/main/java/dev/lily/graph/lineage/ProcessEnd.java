package dev.lily.graph.lineage;

/** At which end of an edge the process stands that reads or writes the data. */
public enum ProcessEnd {
  NONE,
  FROM,
  TO
}
