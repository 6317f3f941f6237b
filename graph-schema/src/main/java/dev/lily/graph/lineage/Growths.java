package dev.lily.graph.lineage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * When a pair came to what it reached after its first growth: the newest few times are kept. What
 * is in none of them was there from the first, which costs no bitmap.
 */
final class Growths {
  private static final int KEPT = 7;

  private record Growth(@Nullable Arrival arrival, RoaringBitmap added) {}

  private final Deque<Growth> newest = new ArrayDeque<>(2);
  private final RoaringBitmap forgotten = new RoaringBitmap();

  /** Keeps the bitmap, which must not change any more. */
  void add(@Nullable Arrival arrival, RoaringBitmap added) {
    if (newest.size() == KEPT) {
      forgotten.or(newest.removeFirst().added());
    }
    newest.addLast(new Growth(arrival, added));
  }

  /** Null where it is not known any more. */
  @Nullable Arrival of(int node, @Nullable Arrival first) {
    Iterator<Growth> fromNewest = newest.descendingIterator();
    while (fromNewest.hasNext()) {
      Growth growth = fromNewest.next();
      if (growth.added().contains(node)) {
        return growth.arrival();
      }
    }
    return forgotten.contains(node) ? null : first;
  }
}
