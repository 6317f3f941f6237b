package dev.lily.graph.asset;

/** The life of an asset or relationship; a deleted one is still readable, a purged one is gone. */
public enum AssetStatus {
  ACTIVE,
  DELETED,
  PURGED
}
