package dev.lily.graph.lineage;

/** How many edges several walks may look at together; nothing is left to an interrupted thread. */
final class Effort {
  private static final int LOOK = 65_536;

  private final long limit;
  private long spent;
  private long nextLook = LOOK;

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
    if (spent >= nextLook) {
      nextLook = spent + LOOK;
      spent += Thread.currentThread().isInterrupted() ? limit : 0;
    }
    return spent <= limit;
  }

  /** Whether nothing was refused. */
  boolean isEnough() {
    return spent <= limit;
  }
}
