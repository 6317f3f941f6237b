package dev.lily.graph.lineage;

import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Guid;
import java.util.List;
import java.util.Optional;

/**
 * The surroundings of an asset, nearest first.
 *
 * @param nodes the assets, the root first, each once
 * @param edges the edges followed between them, each once
 * @param truncated whether a limit kept something out that the hops would have allowed
 */
public record LineageSlice(List<Node> nodes, List<LineageEdge> edges, boolean truncated) {

  /**
   * An asset of the slice.
   *
   * @param key absent while only relationships of the asset are known
   * @param hops its distance from the root in edges
   * @param deleted whether the asset is a deleted one that is still readable
   */
  public record Node(Guid guid, Optional<AssetKey> key, int hops, boolean deleted) {}

  public LineageSlice {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }
}
