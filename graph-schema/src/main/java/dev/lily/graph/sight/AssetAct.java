package dev.lily.graph.sight;

/** What can be done to an asset; the names are those by which a refusal calls them. */
public enum AssetAct {
  WRITE_METADATA,
  DELETE_METADATA,
  PURGE_METADATA,
  CLASSIFY
}
