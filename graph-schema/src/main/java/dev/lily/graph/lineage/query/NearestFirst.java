package dev.lily.graph.lineage.query;

import com.carrotsearch.hppc.IntArrayList;
import dev.lily.graph.asset.Guid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    int before = 0;
    boolean more = false;
    for (int level = 0; level < levels.size() && !more; level++) {
      if (after.isPresent() && level < after.get().steps()) {
        before += levels.get(level).size();
      } else if (page.size() == limit) {
        more = !levels.get(level).isEmpty();
      } else {
        for (Placed placed : sorted(level)) {
          PageKey key = new PageKey(level, placed.guid());
          if (after.isPresent() && key.compareTo(after.get()) <= 0) {
            before++;
          } else if (page.size() < limit) {
            page.add(placed.node());
            end = Optional.of(key);
          } else {
            more = true;
          }
        }
      }
    }
    return new Page(page, before, end, more);
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

  private List<Placed> sorted(int level) {
    IntArrayList nodes = levels.get(level);
    List<Placed> sorted = new ArrayList<>(nodes.size());
    for (int i = 0; i < nodes.size(); i++) {
      sorted.add(new Placed(nodes.get(i), ground.view().guid(nodes.get(i))));
    }
    sorted.sort((one, other) -> one.guid().compareTo(other.guid()));
    return sorted;
  }
}
