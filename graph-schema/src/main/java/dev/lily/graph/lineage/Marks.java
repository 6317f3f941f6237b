package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayList;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.roaringbitmap.RoaringBitmap;

/** A reusable set of nodes in the order of their arrival; clearing costs what was marked. */
final class Marks {
  private final IntArrayList order = new IntArrayList();
  private long[] words = new long[16];

  /** Makes room for nodes below the limit. */
  void ensure(int limit) {
    int needed = (limit >>> 6) + 1;
    if (needed > words.length) {
      words = Arrays.copyOf(words, needed + (needed >>> 1));
    }
  }

  boolean has(int node) {
    return (words[node >>> 6] & (1L << node)) != 0;
  }

  void add(int node) {
    words[node >>> 6] |= 1L << node;
    order.add(node);
  }

  /** Takes the mark away; the node keeps its place in the order. */
  void unmark(int node) {
    words[node >>> 6] &= ~(1L << node);
  }

  int size() {
    return order.size();
  }

  int get(int index) {
    return order.get(index);
  }

  /** The nodes of the order that pass the filter. */
  RoaringBitmap toBitmap(IntPredicate filter) {
    int count = 0;
    int[] found = new int[order.size()];
    for (int i = 0; i < order.size(); i++) {
      if (filter.test(order.get(i))) {
        found[count++] = order.get(i);
      }
    }
    return RoaringBitmap.bitmapOfUnordered(Arrays.copyOf(found, count));
  }

  void clear() {
    for (int i = 0; i < order.size(); i++) {
      unmark(order.get(i));
    }
    order.elementsCount = 0;
  }
}
