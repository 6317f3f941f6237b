package dev.lily.graph.lineage.query;

/**
 * How much lineage an asset has. A dataset's columns count with it, a container's datasets
 * likewise.
 *
 * @param cycle what feeds the asset and is fed by it, itself included; nothing where it stands in
 *     no cycle
 */
public record LineageCounts(
    long position, AssetBrief root, Part upstream, Part downstream, Numbers cycle) {

  /** Those of an asset without lineage. */
  public static LineageCounts none(long position, AssetBrief root) {
    Part none = new Part(Numbers.NONE, Numbers.NONE, true);
    return new LineageCounts(position, root, none, none, Numbers.NONE);
  }

  /** Whether the asset stands in a cycle with another. */
  public boolean inCycle() {
    return cycle.datasets() + cycle.columns() > 0;
  }

  /**
   * One direction.
   *
   * @param direct one step from dataset to dataset
   * @param total any number of steps
   * @param complete whether the walk counted to the end; else the numbers are lower bounds
   */
  public record Part(Numbers direct, Numbers total, boolean complete) {}

  /** How many assets of each kind; containers and others that have lineage are datasets here. */
  public record Numbers(int datasets, int processes, int columns) {
    static final Numbers NONE = new Numbers(0, 0, 0);
  }
}
