package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayList;
import dev.lily.graph.TenantId;
import java.util.function.IntFunction;

/**
 * A tenant's edges in one flow, side by side for passes over all of them: 4 bytes for each edge and
 * each asset of the index.
 */
final class AspectGraph {
  private final int[] offsets;
  private final int[] ways;

  private AspectGraph(int[] offsets, int[] ways) {
    this.offsets = offsets;
    this.ways = ways;
  }

  /**
   * Copies the edges that may be passed; only a part where the effort does not suffice.
   *
   * @param traits of an edge, as they are or as a proposal would have them
   */
  static AspectGraph of(
      LineageIndex index,
      IntFunction<EdgeTraits> traits,
      AspectFlow flow,
      TenantId tenant,
      Effort effort) {
    NodeTable nodes = index.nodes();
    EdgeTable edges = index.edges();
    int[] offsets = new int[nodes.limit() + 1];
    IntArrayList ways = new IntArrayList();
    for (int node = 0; node < nodes.limit(); node++) {
      if (!nodes.isDeleted(node) && nodes.tenant(node).equals(tenant)) {
        if (flow.mayLeave(true)) {
          for (int e = nodes.firstOut(node); e >= 0 && effort.take(); e = edges.nextOut(e)) {
            add(flow, traits.apply(e), true, edges.to(e), nodes, ways);
          }
        }
        if (flow.mayLeave(false)) {
          for (int e = nodes.firstIn(node); e >= 0 && effort.take(); e = edges.nextIn(e)) {
            add(flow, traits.apply(e), false, edges.from(e), nodes, ways);
          }
        }
      }
      offsets[node + 1] = ways.size();
    }
    return new AspectGraph(offsets, ways.toArray());
  }

  private static void add(
      AspectFlow flow,
      EdgeTraits edge,
      boolean outward,
      int to,
      NodeTable nodes,
      IntArrayList ways) {
    if (flow.leads(edge, outward) && !nodes.isDeleted(to)) {
      ways.add(to << 1 | AspectFlow.halfSteps(edge) - 1);
    }
  }

  /** One more than the highest number of an asset. */
  int limit() {
    return offsets.length - 1;
  }

  /** The number of the first way that leaves the asset. */
  int first(int node) {
    return offsets[node];
  }

  /** The number after that of the last way that leaves the asset. */
  int end(int node) {
    return offsets[node + 1];
  }

  int to(int way) {
    return ways[way] >>> 1;
  }

  int halfSteps(int way) {
    return (ways[way] & 1) + 1;
  }
}
