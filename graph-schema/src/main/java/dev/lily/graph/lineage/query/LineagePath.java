package dev.lily.graph.lineage.query;

import dev.lily.graph.lineage.LineageEdge;
import java.util.List;

/**
 * The answer to whether data gets from one asset to another.
 *
 * @param outcome what was found
 * @param length steps from dataset to dataset; 0 where nothing was found
 * @param nodes the assets of a shortest way in order; empty where nothing was found
 * @param edges the relationships between them, one less than the nodes
 */
public record LineagePath(
    long position, Outcome outcome, int length, List<AssetBrief> nodes, List<LineageEdge> edges) {

  /** What a search ends with. */
  public enum Outcome {
    FOUND,
    /** Data flows from the second asset to the first only. */
    REVERSE_ONLY,
    /** Neither way. */
    NONE,
    /** The search ended at its limit: nothing is said. */
    GAVE_UP
  }

  /** The answer about an asset without lineage. */
  public static LineagePath none(long position) {
    return new LineagePath(position, Outcome.NONE, 0, List.of(), List.of());
  }

  public LineagePath {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }
}
