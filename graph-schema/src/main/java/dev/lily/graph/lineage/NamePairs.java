package dev.lily.graph.lineage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.roaringbitmap.RoaringBitmap;

/** All that carries one classification: the assets it was put on, and what each of them reached. */
final class NamePairs {
  final int number;
  final RoaringBitmap own = new RoaringBitmap();
  private final UnionTree reach = new UnionTree();
  private final List<Pair> bySlot = new ArrayList<>();

  NamePairs(int number) {
    this.number = number;
  }

  boolean carries(int node) {
    return own.contains(node) || reach.contains(node);
  }

  /** Everything that carries the classification. */
  RoaringBitmap carrying() {
    return RoaringBitmap.or(own, reach.root());
  }

  void eachReaching(int node, Consumer<Pair> visit) {
    reach.find(node, slot -> visit.accept(bySlot.get(slot)));
  }

  void grow(Pair pair, RoaringBitmap added) {
    if (pair.slot == Pair.UNPLACED) {
      place(pair);
    }
    reach.grow(pair.slot, added);
  }

  private void place(Pair pair) {
    pair.slot = reach.add();
    pair.reached = reach.leaf(pair.slot);
    if (pair.slot == bySlot.size()) {
      bySlot.add(pair);
    } else {
      bySlot.set(pair.slot, pair);
    }
  }

  /** Returns what nothing of this name reaches any more. */
  RoaringBitmap shrink(Pair pair, RoaringBitmap removed) {
    RoaringBitmap gone = reach.shrink(pair.slot, removed);
    if (pair.reached.isEmpty()) {
      reach.release(pair.slot);
      pair.slot = Pair.UNPLACED;
    }
    return gone;
  }
}
