package dev.lily.graph.lineage.query;

import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.LineageEdge;
import java.util.List;
import java.util.Optional;

/**
 * A page of what surrounds an asset, nearest first.
 *
 * @param position everything up to here in the change log is in it
 * @param edges those between this page's nodes, and between these and the pages before
 * @param cycles among the nodes of this page and those before
 * @param shown how many nodes this page and those before hold
 * @param total how many nodes the depth allows
 * @param totalIsLowerBound whether the walk was ended before all were counted
 * @param hiddenIsLowerBound whether the hidden neighbours were not counted to the end
 * @param edgesTruncated whether edges are missing between nodes that are shown
 * @param next where the next page begins; empty on the last
 */
public record Scene(
    long position,
    AssetBrief root,
    List<Node> nodes,
    List<Edge> edges,
    List<Cycle> cycles,
    int shown,
    int total,
    boolean totalIsLowerBound,
    boolean hiddenIsLowerBound,
    boolean edgesTruncated,
    Optional<PageKey> next) {

  public Scene {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    cycles = List.copyOf(cycles);
  }

  /** Whether the depth allows more than this page and those before hold. */
  public boolean truncated() {
    return next.isPresent() || totalIsLowerBound || edgesTruncated;
  }

  /**
   * An asset, or a group by its container.
   *
   * @param container the asset right above it
   * @param distance steps from dataset to dataset; a process belongs to the step it begins
   * @param hiddenUpstream how many of those it gets data from are on no page yet
   * @param hiddenDownstream how many of those it gives data to are on no page yet
   * @param members how many datasets of the walk the group stands for; 0 for an asset
   */
  public record Node(
      AssetBrief asset,
      Optional<Guid> container,
      Side side,
      int distance,
      int hiddenUpstream,
      int hiddenDownstream,
      int members) {}

  /**
   * Data flows from one node to the other.
   *
   * @param relationship what stands behind it; empty between groups
   * @param count how many processes and direct relationships lead from group to group; else 1
   */
  public record Edge(Guid from, Guid to, Optional<LineageEdge> relationship, int count) {}
}
