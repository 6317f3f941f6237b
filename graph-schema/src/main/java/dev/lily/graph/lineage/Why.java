package dev.lily.graph.lineage;

import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import java.util.List;
import java.util.Optional;

/**
 * Where a classification of an asset comes from, and where it might have come from but did not.
 *
 * @param position of the change log that the answer reflects
 * @param carries whether the asset carries it
 * @param originCount how many assets it comes from, the asset itself included
 * @param origins the asset itself first, then the nearest; up to the limit
 * @param heldBack edges that lead here and did not let it pass, the nearest first: where the asset
 *     does not carry it those further up too
 * @param heldBackComplete false where there may be more of them than the limit let through
 */
public record Why(
    long position,
    boolean carries,
    int originCount,
    List<Origin> origins,
    List<HeldBack> heldBack,
    boolean heldBackComplete) {

  /**
   * One asset that gave it.
   *
   * @param classification as the origin has it
   * @param remains whether it outlived its origin, which is deleted: there is no path then
   * @param hopCount length of the shortest path; 0 where the asset has it itself or it remains
   * @param hops of the shortest path, from the origin on; of a long one the first and the last
   */
  public record Origin(
      Classification classification, boolean remains, int hopCount, List<Hop> hops) {
    public Origin {
      hops = List.copyOf(hops);
    }
  }

  /**
   * One step of a path.
   *
   * @param number counts from 1
   * @param from nearer to the origin
   * @param rule by which it passed, such as {@code column lineage ONE_TO_TWO}
   * @param arrival when it came to {@code to}; absent where that was before the start, or too many
   *     changes ago
   */
  public record Hop(
      int number, LineageEdge edge, Guid from, Guid to, String rule, Optional<Arrival> arrival) {}

  /** How much to tell: origins, hops of each path, and edges that held back. */
  public record Limits(int origins, int hops, int heldBack) {}

  public Why {
    origins = List.copyOf(origins);
    heldBack = List.copyOf(heldBack);
  }
}
