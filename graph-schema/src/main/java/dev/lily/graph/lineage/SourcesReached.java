package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayList;
import java.util.Arrays;

/**
 * Which of up to 64 sources reach each asset, found for all of them in one pass. After Then et al.,
 * The More the Merrier: Efficient Multi-Source Graph Traversal (2014). Takes 32 bytes for each
 * asset of the index, used again for the next sources.
 */
final class SourcesReached {
  /** How many sources at once. */
  static final int SOURCES = Long.SIZE;

  private final Effort effort;
  private final long[] seen;
  private final long[][] arriving;
  private final IntArrayList[] at = {new IntArrayList(), new IntArrayList(), new IntArrayList()};

  SourcesReached(int limit, Effort effort) {
    this.effort = effort;
    seen = new long[limit];
    arriving = new long[at.length][limit];
  }

  /** The sources that reached the asset, itself included, one bit for each. */
  long of(int node) {
    return seen[node];
  }

  /** Begins anew with these sources, of which some may be no sources here. */
  void pass(AspectGraph graph, int[] sources, long which, int most) {
    Arrays.fill(seen, 0);
    for (int i = 0; i < sources.length; i++) {
      if ((which & 1L << i) != 0) {
        arrive(sources[i], 1L << i, 0);
      }
    }
    for (int level = 0; level <= most && effort.isEnough(); level++) {
      goOn(graph, level, most);
    }
  }

  private void arrive(int node, long sources, int level) {
    int place = level % at.length;
    if (arriving[place][node] == 0) {
      at[place].add(node);
    }
    arriving[place][node] |= sources;
  }

  private void goOn(AspectGraph graph, int level, int most) {
    int place = level % at.length;
    for (int i = 0; i < at[place].size() && effort.isEnough(); i++) {
      int node = at[place].get(i);
      long fresh = arriving[place][node] & ~seen[node];
      arriving[place][node] = 0;
      seen[node] |= fresh;
      for (int way = fresh == 0 ? graph.end(node) : graph.first(node);
          way < graph.end(node) && effort.take();
          way++) {
        int to = graph.to(way);
        int distance = level + graph.halfSteps(way);
        if (distance <= most && (fresh & ~seen[to]) != 0) {
          arrive(to, fresh & ~seen[to], distance);
        }
      }
    }
    at[place].elementsCount = 0;
  }
}
