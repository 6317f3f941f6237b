package dev.lily.graph.lineage;

import dev.lily.graph.asset.Guid;
import java.util.Set;

/**
 * A question for the surroundings of an asset.
 *
 * @param hops how many edges to follow at most. Dataset lineage takes two from dataset to dataset:
 *     Atlas's depth d is 2d hops from a dataset and 2d - 1 from a process
 * @param nodeLimit how many assets to return at most, the root included; at least 1
 * @param edgeLimit how many edges to return at most
 * @param kinds which edges to follow
 */
public record LineageQuery(
    Guid root,
    LineageDirection direction,
    int hops,
    int nodeLimit,
    int edgeLimit,
    Set<EdgeKind> kinds) {

  /** What counts as lineage: everything but hierarchy. */
  public static final Set<EdgeKind> LINEAGE =
      Set.of(EdgeKind.DATASET_LINEAGE, EdgeKind.COLUMN_LINEAGE);

  public LineageQuery {
    kinds = Set.copyOf(kinds);
  }
}
