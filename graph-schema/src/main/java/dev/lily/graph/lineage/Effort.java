package dev.lily.graph.lineage;

/** How many edges several walks may look at together. */
final class Effort {
  private final long limit;
  private long spent;

  Effort(long limit) {
    this.limit = limit;
  }

  /** Takes one; false where none is left. */
  boolean take() {
    return take(1);
  }

  /** Takes several; false where so many are not left. */
  boolean take(int several) {
    spent += several;
    return spent <= limit;
  }

  /** Whether nothing was refused. */
  boolean isEnough() {
    return spent <= limit;
  }
}
