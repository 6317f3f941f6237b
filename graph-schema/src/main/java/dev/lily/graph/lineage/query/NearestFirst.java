package dev.lily.graph.lineage.query;

import com.carrotsearch.hppc.IntArrayList;
import dev.lily.graph.asset.Guid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.IntUnaryOperator;

/** Assets in the order of {@link PageKey}, of which only the page asked for is sorted. */
final class NearestFirst {
  private record Placed(int node, Guid guid) {}

  private final Ground ground;
  private final IntUnaryOperator steps;
  private final List<IntArrayList> levels = new ArrayList<>();

  NearestFirst(Ground ground, IntArrayList nodes, IntUnaryOperator steps) {
    this.ground = ground;
    this.steps = steps;
    for (int i = 0; i < nodes.size(); i++) {
      int level = steps.applyAsInt(nodes.get(i));
      while (levels.size() <= level) {
        levels.add(new IntArrayList());
      }
      levels.get(level).add(nodes.get(i));
    }
  }

  /**
   * Some of the assets, in order.
   *
   * @param before how many come before the page
   * @param end the place of the last that is on this page or before it; empty before the first
   * @param more whether some come behind it
   */
  record Page(IntArrayList nodes, int before, Optional<PageKey> end, boolean more) {
    int through() {
      return before + nodes.size();
    }
  }

  /** At most {@code limit} assets behind the place. */
  Page page(Optional<PageKey> after, int limit) {
    IntArrayList page = new IntArrayList();
    Optional<PageKey> end = after;
    int all = 0;
    int before = 0;
    for (int level = 0; level < levels.size(); level++) {
      int size = levels.get(level).size();
      all += size;
      if (after.isPresent() && level < after.get().steps()) {
        before += size;
      } else if (page.size() < limit && size > 0) {
        Smallest smallest = new Smallest(limit - page.size());
        before += offer(level, after, smallest);
        for (Placed placed : smallest.sorted()) {
          page.add(placed.node());
          end = Optional.of(new PageKey(level, placed.guid()));
        }
      }
    }
    return new Page(page, before, end, before + page.size() < all);
  }

  /** How many of the level were on a page before. */
  private int offer(int level, Optional<PageKey> after, Smallest smallest) {
    IntArrayList nodes = levels.get(level);
    int before = 0;
    for (int i = 0; i < nodes.size(); i++) {
      Guid guid = ground.view().guid(nodes.get(i));
      if (after.isPresent() && new PageKey(level, guid).compareTo(after.get()) <= 0) {
        before++;
      } else {
        smallest.offer(new Placed(nodes.get(i), guid));
      }
    }
    return before;
  }

  /** The smallest guids of many, without sorting the rest. */
  private static final class Smallest {
    private final int limit;
    private final PriorityQueue<Placed> largestFirst =
        new PriorityQueue<>((one, other) -> other.guid().compareTo(one.guid()));

    Smallest(int limit) {
      this.limit = limit;
    }

    void offer(Placed placed) {
      if (largestFirst.size() < limit) {
        largestFirst.add(placed);
      } else if (placed.guid().compareTo(largestFirst.element().guid()) < 0) {
        largestFirst.remove();
        largestFirst.add(placed);
      }
    }

    List<Placed> sorted() {
      List<Placed> sorted = new ArrayList<>(largestFirst);
      sorted.sort((one, other) -> one.guid().compareTo(other.guid()));
      return sorted;
    }
  }

  /** Whether the asset is on a page that ends at this place, or before. */
  boolean isShown(int node, Optional<PageKey> end) {
    if (end.isEmpty()) {
      return false;
    }
    int level = steps.applyAsInt(node);
    int last = end.get().steps();
    return level < last
        || (level == last && ground.view().guid(node).compareTo(end.get().guid()) <= 0);
  }
}
