package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntStack;
import com.carrotsearch.hppc.procedures.IntProcedure;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * What a pair no longer reaches after edges were cut, found by looking only at what hangs on the
 * cut edges.
 *
 * <p>First each head of a cut edge looks for a way back to the origin: if it has one, nothing
 * behind it is lost; if it has none, it is lost and those it leads to are asked in turn. Only where
 * that takes too long, everything behind the head becomes suspect: a suspect stays if an edge from
 * an unsuspected node leads to it, and so does what hangs on it.
 */
final class Loss {
  private final NodeTable nodes;
  private final int freeEffort;
  private final Marks ball = new Marks();
  private final Marks visited = new Marks();
  private final Marks suspects = new Marks();

  /**
   * @param freeEffort how many nodes a search for ways back may visit, however small the pair
   */
  Loss(NodeTable nodes, int freeEffort) {
    this.nodes = nodes;
    this.freeEffort = freeEffort;
  }

  /**
   * The nodes lost.
   *
   * @return null where more than half of the pair is suspect: computing afresh is cheaper then
   */
  @Nullable RoaringBitmap after(Pair pair, Steps steps, IntArrayList heads) {
    ball.ensure(nodes.limit());
    visited.ensure(nodes.limit());
    suspects.ensure(nodes.limit());
    int doubtful = loseWithoutWayBack(pair, steps, heads);
    RoaringBitmap lost = null;
    if (collectBehind(doubtful, pair, steps)) {
      clearSupported(doubtful, pair, steps);
      lost = suspects.toBitmap(suspects::has);
    }
    suspects.clear();
    return lost;
  }

  /** Marks what is certainly lost, then what is doubtful; returns where the doubtful begin. */
  private int loseWithoutWayBack(Pair pair, Steps steps, IntArrayList heads) {
    WayBack wayBack = new WayBack(pair, steps, freeEffort, this::isPassable, ball, visited);
    IntStack open = new IntStack();
    open.addAll(heads);
    IntArrayList doubtful = new IntArrayList();
    IntConsumer ask =
        node -> {
          if (!suspects.has(node) && pair.reached.contains(node)) {
            open.add(node);
          }
        };
    while (!open.isEmpty()) {
      int head = open.pop();
      switch (ask(head, wayBack)) {
        case NONE -> loseVisited(steps, ask);
        case UNKNOWN -> doubtful.add(head);
        case FOUND -> {}
      }
    }
    ball.clear();
    visited.clear();
    int begin = suspects.size();
    doubtful.forEach((IntProcedure) this::suspect);
    return begin;
  }

  private WayBack.Answer ask(int head, WayBack wayBack) {
    if (suspects.has(head)) {
      return WayBack.Answer.FOUND;
    }
    if (nodes.isDeleted(head)) {
      visited.clear();
      visited.add(head);
      return WayBack.Answer.NONE;
    }
    return wayBack.from(head);
  }

  private boolean isPassable(int node) {
    return !nodes.isDeleted(node) && !suspects.has(node);
  }

  private void loseVisited(Steps steps, IntConsumer ask) {
    for (int i = 0; i < visited.size(); i++) {
      suspect(visited.get(i));
    }
    for (int i = 0; i < visited.size(); i++) {
      steps.ahead(visited.get(i), ask);
    }
  }

  private void suspect(int node) {
    if (!suspects.has(node)) {
      suspects.add(node);
    }
  }

  private boolean collectBehind(int doubtful, Pair pair, Steps steps) {
    IntConsumer suspect =
        node -> {
          if (pair.reached.contains(node)) {
            suspect(node);
          }
        };
    int limit = pair.reached.getCardinality() / 2;
    for (int next = doubtful; next < suspects.size(); next++) {
      if (suspects.size() > limit) {
        return false;
      }
      steps.ahead(suspects.get(next), suspect);
    }
    return true;
  }

  private void clearSupported(int doubtful, Pair pair, Steps steps) {
    IntStack cleared = new IntStack();
    IntConsumer clear = node -> clear(node, cleared);
    for (int i = doubtful; i < suspects.size(); i++) {
      int node = suspects.get(i);
      if (suspects.has(node) && isSupported(node, pair, steps)) {
        clear(node, cleared);
      }
      while (!cleared.isEmpty()) {
        steps.ahead(cleared.pop(), clear);
      }
    }
  }

  private void clear(int node, IntStack cleared) {
    if (suspects.has(node) && !nodes.isDeleted(node)) {
      suspects.unmark(node);
      cleared.add(node);
    }
  }

  /** Whether a node that certainly carries the classification leads to this one. */
  private boolean isSupported(int node, Pair pair, Steps steps) {
    boolean[] supported = new boolean[1];
    steps.behind(
        node, previous -> supported[0] |= !suspects.has(previous) && pair.carries(previous));
    return supported[0];
  }
}
