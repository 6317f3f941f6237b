package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntStack;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * Looks for ways from nodes back to the origin of a pair, with bounded effort. Most cuts of a
 * well-connected graph lose little, and this finds that out in a few hundred steps where a walk
 * over everything behind the cut would take millions.
 *
 * <p>It goes deep before wide, by chance and not by the order of the edges, and what it meets first
 * need not be the origin itself: any node of a ball around it will do.
 */
final class WayBack {
  /** What came of a search. */
  enum Answer {
    FOUND,
    /** There is no way; what the search visited has none either. */
    NONE,
    /** The effort did not suffice. */
    UNKNOWN
  }

  private final Pair pair;
  private final Steps steps;
  private final IntPredicate passable;
  private final SplittableRandom chance = new SplittableRandom(1);
  private final Marks ball;
  private final Marks visited;
  private final IntStack open = new IntStack();
  private final int freeEffort;
  private int effort;
  private boolean inflated;
  private boolean home;

  /**
   * @param freeEffort how many nodes to visit in all searches, however small the pair
   * @param passable whether a way may lead over a node that the pair had reached
   * @param ball scratch space, empty
   * @param visited scratch space, empty
   */
  WayBack(
      Pair pair, Steps steps, int freeEffort, IntPredicate passable, Marks ball, Marks visited) {
    this.pair = pair;
    this.steps = steps;
    this.passable = passable;
    this.ball = ball;
    this.visited = visited;
    this.freeEffort = freeEffort;
    this.effort = freeEffort + pair.reached.getCardinality() / 4;
  }

  Answer from(int head) {
    effort -= visited.size();
    visited.clear();
    open.elementsCount = 0;
    home = false;
    visit(head);
    IntConsumer visit = this::visit;
    while (!home && !open.isEmpty() && visited.size() < effort) {
      int node = open.pop();
      int first = open.size();
      steps.behind(node, visit);
      drawLast(first);
      if (!home && !inflated && visited.size() > freeEffort / 4) {
        inflate();
      }
    }
    return home ? found(head) : open.isEmpty() ? Answer.NONE : Answer.UNKNOWN;
  }

  private Answer found(int head) {
    if (!ball.has(head)) {
      ball.add(head);
    }
    return Answer.FOUND;
  }

  private void visit(int node) {
    if (node == pair.origin || ball.has(node)) {
      home = true;
    } else if (!visited.has(node) && pair.reached.contains(node) && passable.test(node)) {
      visited.add(node);
      open.add(node);
    }
  }

  /** Moves one of the entries from {@code first} on to the end. */
  private void drawLast(int first) {
    int choices = open.size() - first;
    if (choices > 1) {
      int drawn = first + chance.nextInt(choices);
      int last = open.get(open.size() - 1);
      open.set(open.size() - 1, open.get(drawn));
      open.set(drawn, last);
    }
  }

  private void inflate() {
    inflated = true;
    int limit = freeEffort + pair.reached.getCardinality() / 256;
    IntConsumer arrive =
        node -> {
          if (!ball.has(node) && passable.test(node)) {
            ball.add(node);
          }
        };
    arrive.accept(pair.origin);
    for (int next = 0; next < ball.size() && ball.size() < limit; next++) {
      steps.ahead(ball.get(next), arrive);
    }
    home = isBallMet();
  }

  private boolean isBallMet() {
    for (int i = 0; i < visited.size(); i++) {
      if (ball.has(visited.get(i))) {
        return true;
      }
    }
    return false;
  }
}
