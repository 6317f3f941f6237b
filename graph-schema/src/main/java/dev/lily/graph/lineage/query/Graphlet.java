package dev.lily.graph.lineage.query;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntIntHashMap;
import java.util.List;

/** A few nodes and the edges between them, to look for cycles. */
final class Graphlet {
  private final IntArrayList nodes = new IntArrayList();
  private final IntIntHashMap numbers = new IntIntHashMap();
  private final IntArrayList offsets = new IntArrayList();
  private final IntArrayList targets = new IntArrayList();

  /** Takes the nodes; the edges follow node by node, in the same order. */
  Graphlet(IntArrayList all) {
    for (int i = 0; i < all.size(); i++) {
      numbers.put(all.get(i), nodes.size());
      nodes.add(all.get(i));
    }
    offsets.add(0);
  }

  boolean has(int node) {
    return numbers.containsKey(node);
  }

  /** An edge from the node whose edges are being added. */
  void edgeTo(int node) {
    targets.add(numbers.get(node));
  }

  void endOfNode() {
    offsets.add(targets.size());
  }

  int edges() {
    return targets.size();
  }

  /** Groups of nodes that lead to each other. */
  List<int[]> components() {
    List<int[]> components = StrongComponents.of(offsets.toArray(), targets.toArray());
    for (int[] component : components) {
      for (int i = 0; i < component.length; i++) {
        component[i] = nodes.get(component[i]);
      }
    }
    return components;
  }
}
