package dev.lily.graph.lineage;

import java.io.IOException;
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

  /** The memory it takes. */
  long bytes() {
    return (long) pages.length * (stride << SHIFT) * Integer.BYTES;
  }

  /** Writes the rows below the limit. */
  void save(BlockWriter out, int limit) throws IOException {
    out.putInt(stride);
    for (int row = 0; row < limit; row += MASK + 1) {
      out.putInts(pages[row >>> SHIFT], 0, Math.min(limit - row, MASK + 1) * stride);
    }
  }

  /** Reads what {@link #save} wrote into an empty table. */
  void load(BlockReader in, int limit) throws IOException {
    if (in.getInt() != stride) {
      throw new SnapshotException("has rows of another form");
    }
    pages = new int[(limit + MASK) >>> SHIFT][];
    for (int page = 0; page < pages.length; page++) {
      pages[page] = new int[stride << SHIFT];
      in.getInts(pages[page], Math.min(limit - (page << SHIFT), MASK + 1) * stride);
    }
  }
}
