package dev.lily.graph.lineage.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Groups of nodes each of which leads to all others of its group. Tarjan's algorithm (Depth-first
 * search and linear graph algorithms, 1972) with a stack of its own: 20 bytes per node besides the
 * graph.
 */
final class StrongComponents {
  private final int[] offsets;
  private final int[] targets;
  private final int[] index;
  private final int[] low;
  private final int[] nextEdge;
  private final int[] path;
  private final int[] open;
  private final List<int[]> found = new ArrayList<>();
  private int pathSize;
  private int openSize;
  private int count;

  private StrongComponents(int[] offsets, int[] targets) {
    int nodes = offsets.length - 1;
    this.offsets = offsets;
    this.targets = targets;
    this.index = new int[nodes];
    this.low = new int[nodes];
    this.nextEdge = new int[nodes];
    this.path = new int[nodes];
    this.open = new int[nodes];
  }

  /**
   * The groups of more than one node.
   *
   * @param offsets where each node's targets begin, and after the last node where they end
   */
  static List<int[]> of(int[] offsets, int[] targets) {
    StrongComponents components = new StrongComponents(offsets, targets);
    for (int node = 0; node < offsets.length - 1; node++) {
      if (components.index[node] == 0) {
        components.search(node);
      }
    }
    return components.found;
  }

  private void search(int start) {
    enter(start);
    while (pathSize > 0) {
      int node = path[pathSize - 1];
      if (nextEdge[node] < offsets[node + 1]) {
        look(node, targets[nextEdge[node]++]);
      } else {
        leave(node);
      }
    }
  }

  private void enter(int node) {
    index[node] = ++count;
    low[node] = count;
    nextEdge[node] = offsets[node];
    path[pathSize++] = node;
    open[openSize++] = node;
  }

  private void look(int node, int target) {
    if (index[target] == 0) {
      enter(target);
    } else if (low[target] > 0) {
      low[node] = Math.min(low[node], index[target]);
    }
  }

  private void leave(int node) {
    pathSize--;
    if (pathSize > 0) {
      int parent = path[pathSize - 1];
      low[parent] = Math.min(low[parent], low[node]);
    }
    if (low[node] == index[node]) {
      close(node);
    }
  }

  /** What stands on the stack from the node on is a group; a closed node has no low any more. */
  private void close(int node) {
    int first = openSize - 1;
    while (open[first] != node) {
      first--;
    }
    for (int i = first; i < openSize; i++) {
      low[open[i]] = 0;
    }
    if (openSize - first > 1) {
      found.add(Arrays.copyOfRange(open, first, openSize));
    }
    openSize = first;
  }
}
