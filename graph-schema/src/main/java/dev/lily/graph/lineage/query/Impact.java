package dev.lily.graph.lineage.query;

import dev.lily.graph.asset.Guid;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A page of the list of all that an asset feeds or is fed by, nearest first.
 *
 * @param reached how many assets the depth allows
 * @param matching how many of them pass the filter
 * @param shown how many rows this page and those before hold
 * @param complete whether the walk counted to the end
 * @param byType how many matching assets there are of each type
 * @param byDistance how many matching assets there are at each distance
 * @param next where the next page begins; empty on the last
 */
public record Impact(
    long position,
    AssetBrief root,
    int reached,
    int matching,
    int shown,
    boolean complete,
    SortedMap<String, Integer> byType,
    SortedMap<Integer, Integer> byDistance,
    List<Row> rows,
    Optional<PageKey> next) {

  public Impact {
    byType = new TreeMap<>(byType);
    byDistance = new TreeMap<>(byDistance);
    rows = List.copyOf(rows);
  }

  /** Whether there is more than this page and those before hold. */
  public boolean truncated() {
    return next.isPresent() || !complete;
  }

  /**
   * An asset of the list.
   *
   * @param distance steps from dataset to dataset; a process belongs to the step it begins
   */
  public record Row(Guid guid, Side side, int distance) {}
}
