package dev.lily.graph.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

class TestUnionTree {
  private final Random random = new Random(3);
  private final UnionTree tree = new UnionTree();
  private final List<TreeSet<Integer>> expected = new ArrayList<>();

  @Test
  void findsWhatEachBitmapHoldsThroughAllChanges() {
    for (int step = 0; step < 6000; step++) {
      if (expected.size() < 2000 && step % 3 == 0) {
        assertThat(tree.add()).isEqualTo(expected.size());
        expected.add(new TreeSet<>());
      }
      change(random.nextInt(expected.size()));
    }
    for (int number = 0; number < 50; number++) {
      assertThat(slotsOf(number)).isEqualTo(slotsExpectedOf(number));
      assertThat(tree.contains(number)).isEqualTo(!slotsOf(number).isEmpty());
    }
  }

  private void change(int slot) {
    int number = random.nextInt(50);
    if (expected.get(slot).remove(number)) {
      RoaringBitmap gone = tree.shrink(slot, RoaringBitmap.bitmapOf(number));
      assertThat(gone.contains(number)).isEqualTo(slotsExpectedOf(number).isEmpty());
    } else {
      expected.get(slot).add(number);
      tree.grow(slot, RoaringBitmap.bitmapOf(number));
    }
  }

  private List<Integer> slotsOf(int number) {
    List<Integer> slots = new ArrayList<>();
    tree.find(number, slots::add);
    return slots;
  }

  private List<Integer> slotsExpectedOf(int number) {
    List<Integer> slots = new ArrayList<>();
    for (int slot = 0; slot < expected.size(); slot++) {
      if (expected.get(slot).contains(number)) {
        slots.add(slot);
      }
    }
    return slots;
  }
}
