package dev.lily.server.propagation;

/**
 * What somebody has to say that it is meant: so many changes that a slip would be felt.
 *
 * @param complete whether all that would change was counted
 */
record Confirmation(long changes, boolean complete) {
  private static final long FROM = 10_000;

  /** The number that has to be sent. */
  long named() {
    return complete ? changes : Math.max(1, changes);
  }

  /**
   * Whether it was not confirmed, though it has to be.
   *
   * @param confirmed the number that was sent
   */
  boolean isMissing(long confirmed) {
    return (changes > FROM || !complete) && confirmed < named();
  }

  @Override
  public String toString() {
    return (complete ? "" : "more than ") + changes;
  }
}
