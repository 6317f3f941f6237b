package dev.lily.graph.lineage;

import dev.lily.graph.TenantId;
import java.util.HashMap;
import java.util.Map;

/** Counts the edges that a change of relationship types would turn. */
public final class TurnedEdges {
  private TurnedEdges() {}

  /** How many of those that the index has are of each tenant. */
  public static Map<TenantId, Long> count(LineageIndex index, Proposal.Types types) {
    return index.walk(() -> count(index.nodes(), index.edges(), types));
  }

  private static Map<TenantId, Long> count(NodeTable nodes, EdgeTable edges, Proposal.Types types) {
    Map<TenantId, Long> counts = new HashMap<>();
    for (int edge = 0; edge < edges.limit(); edge++) {
      if (edges.exists(edge)) {
        EdgeTraits now = edges.traitsOf(edge);
        if (!now.under(types).equals(now)) {
          counts.merge(nodes.tenant(edges.from(edge)), 1L, Long::sum);
        }
      }
    }
    return counts;
  }
}
