package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayList;
import java.util.Arrays;
import java.util.Optional;

/**
 * The nearest source of each asset that is not the asset itself, found for all assets in one pass:
 * from all sources at once, each asset remembers its two nearest and hands on only these. That is
 * enough, since whatever is nearer to an asset on the way is nearer to all behind it, too, and two,
 * since an asset does not inherit from itself. Of equally near ones the first of the sources
 * counts. Looks at each edge twice at most; 10 bytes for each asset of the index.
 */
final class NearestSources {
  private static final int NONE = -1;

  private final AspectGraph graph;
  private final int[] sources;
  private final int most;
  private final Effort effort;
  private final int[] first;
  private final int[] second;
  private final byte[] firstAt;
  private final byte[] secondAt;
  private final Wave[] waves = {new Wave(), new Wave(), new Wave()};

  /** Sources that arrive at assets at one distance. */
  private static final class Wave {
    private final IntArrayList nodes = new IntArrayList();
    private final IntArrayList ranks = new IntArrayList();

    void add(int node, int rank) {
      nodes.add(node);
      ranks.add(rank);
    }

    void clear() {
      nodes.elementsCount = 0;
      ranks.elementsCount = 0;
    }
  }

  /**
   * Runs the pass.
   *
   * @param sources those that count first if they are equally near come first
   * @param most how many half steps away, at most 127
   */
  NearestSources(AspectGraph graph, int[] sources, int most, Effort effort) {
    this.graph = graph;
    this.sources = sources;
    this.most = most;
    this.effort = effort;
    first = none(graph.limit());
    second = none(graph.limit());
    firstAt = new byte[graph.limit()];
    secondAt = new byte[graph.limit()];
    for (int rank = 0; rank < sources.length; rank++) {
      waves[0].add(sources[rank], rank);
    }
    for (int level = 0; level <= most && effort.isEnough(); level++) {
      arrive(level);
    }
  }

  private static int[] none(int length) {
    int[] none = new int[length];
    Arrays.fill(none, NONE);
    return none;
  }

  /** The nearest source but the asset itself. */
  Optional<Inheritance.Found> of(int node) {
    if (first[node] == NONE || sources[first[node]] != node) {
      return found(first[node], firstAt[node]);
    }
    return found(second[node], secondAt[node]);
  }

  private Optional<Inheritance.Found> found(int rank, int distance) {
    return rank == NONE
        ? Optional.empty()
        : Optional.of(new Inheritance.Found(sources[rank], distance));
  }

  /** All that arrive at a distance are known before any of them goes on. */
  private void arrive(int level) {
    Wave wave = waves[level % waves.length];
    IntArrayList reached = new IntArrayList();
    for (int i = 0; i < wave.nodes.size(); i++) {
      int node = wave.nodes.get(i);
      boolean known = isAt(node, level);
      if (remember(node, wave.ranks.get(i), level) && !known) {
        reached.add(node);
      }
    }
    wave.clear();
    for (int i = 0; i < reached.size() && effort.isEnough(); i++) {
      int node = reached.get(i);
      if (firstAt[node] == level) {
        goOn(node, first[node], level);
      }
      if (second[node] != NONE && secondAt[node] == level) {
        goOn(node, second[node], level);
      }
    }
  }

  private boolean isAt(int node, int level) {
    return (first[node] != NONE && firstAt[node] == level)
        || (second[node] != NONE && secondAt[node] == level);
  }

  private boolean remember(int node, int rank, int level) {
    if (first[node] == rank || second[node] == rank) {
      return false;
    }
    boolean fills = second[node] == NONE;
    if (first[node] == NONE || (firstAt[node] == level && rank < first[node])) {
      second[node] = first[node];
      secondAt[node] = firstAt[node];
      first[node] = rank;
      firstAt[node] = (byte) level;
      return true;
    }
    if (fills || (secondAt[node] == level && rank < second[node])) {
      second[node] = rank;
      secondAt[node] = (byte) level;
      return true;
    }
    return false;
  }

  private void goOn(int node, int rank, int level) {
    for (int way = graph.first(node); way < graph.end(node) && effort.take(); way++) {
      int to = graph.to(way);
      int distance = level + graph.halfSteps(way);
      boolean full = second[to] != NONE && secondAt[to] < distance;
      if (distance <= most && !full && first[to] != rank && second[to] != rank) {
        waves[distance % waves.length].add(to, rank);
      }
    }
  }
}
