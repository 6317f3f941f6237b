package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayDeque;
import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntHashSet;
import com.carrotsearch.hppc.IntIntHashMap;
import java.util.ArrayList;
import java.util.List;

/** One breadth-first walk of a lineage query; it ends at the first limit it would exceed. */
final class SliceWalk {
  private final NodeTable nodes;
  private final EdgeTable edges;
  private final LineageQuery query;
  private final IntIntHashMap hops = new IntIntHashMap();
  private final IntArrayList order = new IntArrayList();
  private final IntHashSet seenEdges = new IntHashSet();
  private final List<LineageEdge> followed = new ArrayList<>();
  private boolean truncated;

  SliceWalk(NodeTable nodes, EdgeTable edges, LineageQuery query) {
    this.nodes = nodes;
    this.edges = edges;
    this.query = query;
  }

  LineageSlice from(int root) {
    hops.put(root, 0);
    order.add(root);
    if (query.direction().isDownstream()) {
      walk(root, true);
    }
    if (query.direction().isUpstream()) {
      walk(root, false);
    }
    return new LineageSlice(found(), followed, truncated);
  }

  private void walk(int root, boolean downstream) {
    IntIntHashMap depth = new IntIntHashMap();
    IntArrayDeque queue = new IntArrayDeque();
    depth.put(root, 0);
    queue.addLast(root);
    boolean open = true;
    while (open && !queue.isEmpty()) {
      int node = queue.removeFirst();
      if (depth.get(node) < query.hops()) {
        open = expand(node, downstream, depth, queue);
      }
    }
    truncated |= !open;
  }

  private boolean expand(int node, boolean downstream, IntIntHashMap depth, IntArrayDeque queue) {
    boolean open = true;
    for (int e = nodes.firstOut(node); open && e >= 0; e = edges.nextOut(e)) {
      open = !flows(e, downstream) || follow(e, node, edges.to(e), depth, queue);
    }
    for (int e = nodes.firstIn(node); open && e >= 0; e = edges.nextIn(e)) {
      open = !flows(e, !downstream) || follow(e, node, edges.from(e), depth, queue);
    }
    return open;
  }

  private boolean flows(int edge, boolean forward) {
    EdgeTraits traits = edges.traitsOf(edge);
    return traits.flowsForward() == forward && query.kinds().contains(traits.kind());
  }

  /** Whether the limits left room for the edge. */
  private boolean follow(int edge, int node, int next, IntIntHashMap depth, IntArrayDeque queue) {
    boolean newEdge = !seenEdges.contains(edge);
    boolean newNode = !hops.containsKey(next);
    if ((newEdge && followed.size() == query.edgeLimit())
        || (newNode && order.size() >= query.nodeLimit())) {
      return false;
    }
    if (newEdge) {
      seenEdges.add(edge);
      followed.add(edges.edge(edge));
    }
    if (newNode) {
      hops.put(next, depth.get(node) + 1);
      order.add(next);
    }
    if (!depth.containsKey(next)) {
      depth.put(next, depth.get(node) + 1);
      queue.addLast(next);
    }
    return true;
  }

  private List<LineageSlice.Node> found() {
    List<LineageSlice.Node> found = new ArrayList<>(order.size());
    for (int i = 0; i < order.size(); i++) {
      int node = order.get(i);
      found.add(
          new LineageSlice.Node(
              nodes.guid(node), nodes.key(node), hops.get(node), nodes.isDeleted(node)));
    }
    return found;
  }
}
