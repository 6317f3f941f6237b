package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntStack;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/**
 * Many bitmaps under a tree of unions, 8 to a union: which of 100,000 bitmaps hold a number is
 * found by looking at those that do, and taking one away touches six unions, not all bitmaps.
 */
final class UnionTree {
  private static final int SHIFT = 3;

  private final List<List<RoaringBitmap>> levels = new ArrayList<>();
  private final IntStack free = new IntStack();

  UnionTree() {
    levels.add(new ArrayList<>());
  }

  /** A place for a bitmap, empty at first. */
  int add() {
    if (!free.isEmpty()) {
      return free.pop();
    }
    int slot = levels.get(0).size();
    for (int level = 0; level < levels.size(); level++) {
      addUnion(level, slot >>> (SHIFT * level));
    }
    return slot;
  }

  private void addUnion(int level, int index) {
    List<RoaringBitmap> unions = levels.get(level);
    if (index == unions.size()) {
      unions.add(new RoaringBitmap());
    }
    if (unions.size() == 2 && level == levels.size() - 1) {
      levels.add(new ArrayList<>(List.of(unions.get(0).clone())));
    }
  }

  /** Gives the place of an emptied bitmap back. */
  void release(int slot) {
    free.push(slot);
  }

  RoaringBitmap leaf(int slot) {
    return levels.get(0).get(slot);
  }

  boolean contains(int number) {
    return !levels.get(0).isEmpty() && root().contains(number);
  }

  /** The union of all; empty at first. */
  RoaringBitmap root() {
    List<RoaringBitmap> top = levels.get(levels.size() - 1);
    return top.isEmpty() ? new RoaringBitmap() : top.get(0);
  }

  void grow(int slot, RoaringBitmap added) {
    for (int level = 0; level < levels.size(); level++) {
      levels.get(level).get(slot >>> (SHIFT * level)).or(added);
    }
  }

  /** Takes the numbers out of the bitmap; returns those that no bitmap holds any more. */
  RoaringBitmap shrink(int slot, RoaringBitmap removed) {
    leaf(slot).andNot(removed);
    RoaringBitmap gone = removed;
    for (int level = 1; level < levels.size() && !gone.isEmpty(); level++) {
      int index = slot >>> (SHIFT * level);
      gone = notIn(children(level, index), gone);
      levels.get(level).get(index).andNot(gone);
    }
    return gone;
  }

  private static RoaringBitmap notIn(List<RoaringBitmap> bitmaps, RoaringBitmap numbers) {
    RoaringBitmap rest = numbers.clone();
    for (RoaringBitmap bitmap : bitmaps) {
      if (rest.isEmpty()) {
        return rest;
      }
      rest.andNot(bitmap);
    }
    return rest;
  }

  private List<RoaringBitmap> children(int level, int index) {
    List<RoaringBitmap> below = levels.get(level - 1);
    int first = index << SHIFT;
    return below.subList(first, Math.min(first + (1 << SHIFT), below.size()));
  }

  /** Names every place whose bitmap holds the number. */
  void find(int number, IntConsumer slots) {
    if (contains(number)) {
      find(levels.size() - 1, 0, number, slots);
    }
  }

  private void find(int level, int index, int number, IntConsumer slots) {
    if (level == 0) {
      slots.accept(index);
      return;
    }
    List<RoaringBitmap> children = children(level, index);
    for (int i = 0; i < children.size(); i++) {
      if (children.get(i).contains(number)) {
        find(level - 1, (index << SHIFT) + i, number, slots);
      }
    }
  }
}
