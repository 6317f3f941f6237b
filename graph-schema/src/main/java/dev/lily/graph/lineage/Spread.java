package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayList;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Breadth-first walks of the writer: how far a classification travels. Keeps its scratch space;
 * each walk costs what it visits.
 */
final class Spread {
  private static final RoaringBitmap NOTHING = new RoaringBitmap();

  private final NodeTable nodes;
  private final EdgeTable edges;
  private final IntArrayList queue = new IntArrayList();
  private long[] seen = new long[16];

  Spread(NodeTable nodes, EdgeTable edges) {
    this.nodes = nodes;
    this.edges = edges;
  }

  /** Everything the pair reaches, computed afresh. */
  RoaringBitmap everything(Pair pair, Passage passage) {
    begin();
    ahead(pair.origin, passage, node -> arrive(node, NOTHING, pair.origin));
    return walk(passage, NOTHING, pair.origin);
  }

  /** What the pair reaches beyond {@code known} when it arrives at the given nodes. */
  RoaringBitmap beyond(Pair pair, Passage passage, RoaringBitmap known, IntArrayList arrivals) {
    begin();
    for (int i = 0; i < arrivals.size(); i++) {
      arrive(arrivals.get(i), known, pair.origin);
    }
    return walk(passage, known, pair.origin);
  }

  private RoaringBitmap walk(Passage passage, RoaringBitmap known, int origin) {
    IntConsumer arrive = node -> arrive(node, known, origin);
    for (int next = 0; next < queue.size(); next++) {
      ahead(queue.get(next), passage, arrive);
    }
    return finish(node -> true);
  }

  private void arrive(int node, RoaringBitmap known, int origin) {
    if (!isSeen(node) && node != origin && !nodes.isDeleted(node) && !known.contains(node)) {
      enqueue(node);
    }
  }

  /**
   * What the pair no longer reaches after edges into {@code heads} were cut. Everything behind the
   * heads is suspect; a suspect stays if an edge from an unsuspected node leads to it, and so does
   * what hangs on it.
   *
   * @return null where more than half of the pair is suspect: computing afresh is cheaper then
   */
  @Nullable RoaringBitmap lost(Pair pair, Passage passage, IntArrayList heads) {
    begin();
    IntConsumer suspect = node -> suspect(node, pair);
    for (int i = 0; i < heads.size(); i++) {
      suspect(heads.get(i), pair);
    }
    int limit = pair.reached.getCardinality() / 2;
    for (int next = 0; next < queue.size() && queue.size() <= limit; next++) {
      ahead(queue.get(next), passage, suspect);
    }
    if (queue.size() > limit) {
      finish(node -> false);
      return null;
    }
    clearSupported(pair, passage);
    return finish(this::isSeen);
  }

  private void suspect(int node, Pair pair) {
    if (!isSeen(node) && pair.reached.contains(node)) {
      enqueue(node);
    }
  }

  private void clearSupported(Pair pair, Passage passage) {
    IntArrayList cleared = new IntArrayList();
    IntConsumer clear = node -> clear(node, cleared);
    for (int i = 0; i < queue.size(); i++) {
      int node = queue.get(i);
      if (isSeen(node) && supported(node, passage, pair)) {
        clear(node, cleared);
      }
      while (!cleared.isEmpty()) {
        ahead(cleared.get(--cleared.elementsCount), passage, clear);
      }
    }
  }

  private void clear(int node, IntArrayList cleared) {
    if (isSeen(node) && !nodes.isDeleted(node)) {
      unmark(node);
      cleared.add(node);
    }
  }

  /** Whether a node that certainly carries the classification leads to this one. */
  private boolean supported(int node, Passage passage, Pair pair) {
    for (int e = nodes.firstIn(node); e >= 0; e = edges.nextIn(e)) {
      if (passage.outward(edges.traits(e)) && certain(edges.from(e), pair)) {
        return true;
      }
    }
    for (int e = nodes.firstOut(node); e >= 0; e = edges.nextOut(e)) {
      if (passage.inward(edges.traits(e)) && certain(edges.to(e), pair)) {
        return true;
      }
    }
    return false;
  }

  private boolean certain(int node, Pair pair) {
    return !isSeen(node) && pair.carries(node);
  }

  /** Visits the nodes to which the classification may go from this one, some of them twice. */
  private void ahead(int node, Passage passage, IntConsumer visit) {
    for (int e = nodes.firstOut(node); e >= 0; e = edges.nextOut(e)) {
      if (passage.outward(edges.traits(e))) {
        visit.accept(edges.to(e));
      }
    }
    for (int e = nodes.firstIn(node); e >= 0; e = edges.nextIn(e)) {
      if (passage.inward(edges.traits(e))) {
        visit.accept(edges.from(e));
      }
    }
  }

  private void begin() {
    int words = (nodes.limit() >>> 6) + 1;
    if (words > seen.length) {
      seen = new long[words + (words >>> 1)];
    }
  }

  /** The queued nodes that pass the filter; clears the scratch space. */
  private RoaringBitmap finish(IntPredicate filter) {
    int count = 0;
    int[] found = new int[queue.size()];
    for (int i = 0; i < queue.size(); i++) {
      if (filter.test(queue.get(i))) {
        found[count++] = queue.get(i);
      }
    }
    for (int i = 0; i < queue.size(); i++) {
      unmark(queue.get(i));
    }
    queue.elementsCount = 0;
    return RoaringBitmap.bitmapOfUnordered(Arrays.copyOf(found, count));
  }

  private void enqueue(int node) {
    mark(node);
    queue.add(node);
  }

  private boolean isSeen(int node) {
    return (seen[node >>> 6] & 1L << node) != 0;
  }

  private void mark(int node) {
    seen[node >>> 6] |= 1L << node;
  }

  private void unmark(int node) {
    seen[node >>> 6] &= ~(1L << node);
  }
}
