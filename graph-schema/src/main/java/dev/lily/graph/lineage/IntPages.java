package dev.lily.graph.lineage;

import java.util.Arrays;

/**
 * A growing table of fixed-size int records. Pages instead of one array: growing copies nothing and
 * wastes at most one page.
 */
final class IntPages {
  private static final int SHIFT = 12;
  private static final int MASK = (1 << SHIFT) - 1;

  private final int stride;
  private int[][] pages = new int[0][];

  IntPages(int stride) {
    this.stride = stride;
  }

  int get(int row, int field) {
    return pages[row >>> SHIFT][(row & MASK) * stride + field];
  }

  void set(int row, int field, int value) {
    pages[row >>> SHIFT][(row & MASK) * stride + field] = value;
  }

  /** Makes room for the row. */
  void ensure(int row) {
    int page = row >>> SHIFT;
    if (page >= pages.length) {
      int[][] longer = Arrays.copyOf(pages, page + 1);
      longer[page] = new int[stride << SHIFT];
      pages = longer;
    }
  }
}
