package dev.lily.graph.asset;

/** How much of an asset a deletion leaves. */
public enum DeleteMode {
  /** Marked as deleted, still readable. */
  SOFT,
  /** Gone for good; its guid is never given to another asset. */
  HARD
}
