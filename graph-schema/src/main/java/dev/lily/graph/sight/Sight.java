package dev.lily.graph.sight;

/**
 * What a caller sees of one asset.
 *
 * @param isVisible false for one that is to that caller as if it did not exist
 * @param showsLineage whether the edges on which data comes and goes are shown
 * @param redaction what of a visible asset is left out
 */
public record Sight(boolean isVisible, boolean showsLineage, Redaction redaction) {
  public static final Sight CLEAR = new Sight(true, true, Redaction.NOTHING);
  public static final Sight HIDDEN = new Sight(false, false, Redaction.NOTHING);

  /** Whether everything of it is shown. */
  public boolean isClear() {
    return isVisible && showsLineage && redaction.isNothing();
  }
}
