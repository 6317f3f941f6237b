package dev.lily.graph.lineage;

import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * A hash table of row numbers whose keys stand in the rows themselves: 4 bytes per slot, linear
 * probing, no tombstones. Equal keys may stand beside each other.
 */
final class SlotTable {
  private final IntUnaryOperator hashOf;
  private volatile int[] slots = new int[16];
  private int size;

  SlotTable(IntUnaryOperator hashOf) {
    this.hashOf = hashOf;
  }

  /** Makes room for one more; the writer may call it while others read. */
  void reserve() {
    int[] now = slots;
    if ((size + 1) * 4L <= now.length * 3L) {
      return;
    }
    int[] larger = new int[now.length * 2];
    for (int slot : now) {
      if (slot != 0) {
        insert(larger, slot);
      }
    }
    slots = larger;
  }

  int size() {
    return size;
  }

  /** The memory it takes. */
  long bytes() {
    return (long) slots.length * Integer.BYTES;
  }

  void each(IntConsumer rows) {
    for (int slot : slots) {
      if (slot != 0) {
        rows.accept(slot - 1);
      }
    }
  }

  /** Makes room for so many in an empty table. */
  void reserve(int count) {
    int length = 16;
    while (count * 4L > length * 3L) {
      length *= 2;
    }
    slots = new int[length];
  }

  void add(int row) {
    reserve();
    insert(slots, row + 1);
    size++;
  }

  private void insert(int[] table, int slot) {
    int at = home(table, hashOf.applyAsInt(slot - 1));
    while (table[at] != 0) {
      at = next(table, at);
    }
    table[at] = slot;
  }

  /** The first row with this hash that matches, or -1. */
  int find(int hash, IntPredicate matches) {
    int[] table = slots;
    for (int at = home(table, hash); table[at] != 0; at = next(table, at)) {
      if (matches.test(table[at] - 1)) {
        return table[at] - 1;
      }
    }
    return -1;
  }

  /** Removes the row, whose key must still be readable. */
  void remove(int row) {
    int[] table = slots;
    int hole = home(table, hashOf.applyAsInt(row));
    while (table[hole] != row + 1) {
      if (table[hole] == 0) {
        return;
      }
      hole = next(table, hole);
    }
    closeGap(table, hole);
    size--;
  }

  private void closeGap(int[] table, int gap) {
    int hole = gap;
    for (int at = next(table, hole); table[at] != 0; at = next(table, at)) {
      int home = home(table, hashOf.applyAsInt(table[at] - 1));
      int mask = table.length - 1;
      if (((at - home) & mask) >= ((at - hole) & mask)) {
        table[hole] = table[at];
        hole = at;
      }
    }
    table[hole] = 0;
  }

  private static int home(int[] table, int hash) {
    return (hash * 0x9E3779B9) >>> (Integer.numberOfLeadingZeros(table.length) + 1);
  }

  private static int next(int[] table, int at) {
    return (at + 1) & (table.length - 1);
  }
}
