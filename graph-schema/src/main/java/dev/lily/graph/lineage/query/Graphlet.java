package dev.lily.graph.lineage.query;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntIntHashMap;
import java.util.List;

/** A few edges, to look for cycles in them. */
final class Graphlet {
  private final IntArrayList nodes = new IntArrayList();
  private final IntIntHashMap numbers = new IntIntHashMap();
  private final IntArrayList from = new IntArrayList();
  private final IntArrayList to = new IntArrayList();

  void add(int source, int target) {
    from.add(number(source));
    to.add(number(target));
  }

  private int number(int node) {
    int known = numbers.getOrDefault(node, Ground.NONE);
    if (known != Ground.NONE) {
      return known;
    }
    numbers.put(node, nodes.size());
    nodes.add(node);
    return nodes.size() - 1;
  }

  /** Groups of nodes that lead to each other. */
  List<int[]> components() {
    int[] offsets = new int[nodes.size() + 1];
    for (int i = 0; i < from.size(); i++) {
      offsets[from.get(i) + 1]++;
    }
    for (int i = 1; i < offsets.length; i++) {
      offsets[i] += offsets[i - 1];
    }
    int[] at = offsets.clone();
    int[] targets = new int[to.size()];
    for (int i = 0; i < from.size(); i++) {
      targets[at[from.get(i)]++] = to.get(i);
    }
    List<int[]> components = StrongComponents.of(offsets, targets);
    for (int[] component : components) {
      for (int i = 0; i < component.length; i++) {
        component[i] = nodes.get(component[i]);
      }
    }
    return components;
  }
}
