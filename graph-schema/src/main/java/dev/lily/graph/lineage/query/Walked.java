package dev.lily.graph.lineage.query;

import com.carrotsearch.hppc.IntArrayList;
import dev.lily.graph.lineage.LineageDirection;
import org.jspecify.annotations.Nullable;

/** What was found in the directions asked for. */
final class Walked {
  private final @Nullable Reach down;
  private final @Nullable Reach up;

  Walked(Ground ground, IntArrayList starts, LineageDirection direction, Reach.Limits limits) {
    this.down =
        direction == LineageDirection.UPSTREAM
            ? null
            : new Reach(ground, true, starts, limits, false).all();
    this.up =
        direction == LineageDirection.DOWNSTREAM
            ? null
            : new Reach(ground, false, starts, limits, false).all();
  }

  /** Each asset once, those of the beginning included. */
  IntArrayList nodes() {
    IntArrayList nodes = new IntArrayList();
    add(nodes, down, null);
    add(nodes, up, down);
    return nodes;
  }

  private static void add(IntArrayList nodes, @Nullable Reach reach, @Nullable Reach known) {
    for (int i = 0; reach != null && i < reach.size(); i++) {
      if (known == null || !known.has(reach.node(i))) {
        nodes.add(reach.node(i));
      }
    }
  }

  boolean has(int node) {
    return (down != null && down.has(node)) || (up != null && up.has(node));
  }

  /** The steps to an asset that was found, the shorter way of both. */
  int steps(int node) {
    int below = down == null ? Reach.NOT_REACHED : down.steps(node);
    int above = up == null ? Reach.NOT_REACHED : up.steps(node);
    if (below == Reach.NOT_REACHED || above == Reach.NOT_REACHED) {
      return Math.max(below, above);
    }
    return Math.min(below, above);
  }

  Side side(int node) {
    if (isStart(node)) {
      return Side.ROOT;
    }
    boolean below = down != null && down.has(node);
    boolean above = up != null && up.has(node);
    return below && above ? Side.BOTH : below ? Side.DOWNSTREAM : Side.UPSTREAM;
  }

  /** In steps from dataset to dataset, as users count; a process belongs to the step it begins. */
  int distance(int node) {
    return isStart(node) ? 0 : (steps(node) + 1) / 2;
  }

  boolean isStart(int node) {
    return (down != null && down.isStart(node)) || (up != null && up.isStart(node));
  }

  boolean isComplete() {
    return (down == null || down.isComplete()) && (up == null || up.isComplete());
  }
}
