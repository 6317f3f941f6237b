package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntObjectHashMap;
import com.carrotsearch.hppc.IntStack;
import com.carrotsearch.hppc.cursors.IntObjectCursor;
import java.io.IOException;
import java.util.Arrays;

/**
 * Names as UTF-8 in large pages, without an object each. A name is its length (one byte, or four
 * with the sign bit set) and its bytes, rounded up to four bytes; its address counts fours.
 */
final class NamePool {
  private static final int SHIFT = 14;
  private static final int PAGE = 1 << SHIFT;
  private static final int MASK = PAGE - 1;
  private static final int SHORT = 128;

  private byte[][] pages = new byte[0][];
  private int used = PAGE;
  private final IntObjectHashMap<IntStack> free = new IntObjectHashMap<>();

  int add(byte[] name) {
    int address = allocate(units(name.length));
    byte[] page = pages[address >>> SHIFT];
    int at = (address & MASK) << 2;
    if (name.length < SHORT) {
      page[at++] = (byte) name.length;
    } else {
      for (int shift = 24; shift >= 0; shift -= 8) {
        page[at++] = (byte) ((name.length >>> shift) | (shift == 24 ? SHORT : 0));
      }
    }
    System.arraycopy(name, 0, page, at, name.length);
    return address;
  }

  void free(int address) {
    freeOf(units(length(address))).push(address);
  }

  private IntStack freeOf(int units) {
    IntStack list = free.get(units);
    if (list == null) {
      list = new IntStack();
      free.put(units, list);
    }
    return list;
  }

  /** Whether the name from the given byte on is this text. */
  boolean endsWith(int address, int skipped, byte[] text) {
    return length(address) - skipped == text.length
        && matches(address, skipped, text, 0, text.length);
  }

  /** Whether the name from the given byte on is this part of a text, as far as both go. */
  boolean matches(int address, int skipped, byte[] text, int from, int to) {
    int length = length(address);
    int start = start(address, length);
    byte[] page = pages[address >>> SHIFT];
    return Arrays.equals(page, start + skipped, start + length, text, from, to);
  }

  byte[] bytes(int address) {
    int length = length(address);
    int start = start(address, length);
    return Arrays.copyOfRange(pages[address >>> SHIFT], start, start + length);
  }

  /** The first four bytes of the name, big-endian. */
  int intAt(int address) {
    return intAt(pages[address >>> SHIFT], start(address, length(address)));
  }

  /** Replaces the first four bytes of the name. */
  void setInt(int address, int value) {
    byte[] page = pages[address >>> SHIFT];
    int at = start(address, length(address));
    for (int shift = 24; shift >= 0; shift -= 8) {
      page[at++] = (byte) (value >>> shift);
    }
  }

  /** Goes on with a hash over the name from the given byte on. */
  int hashOf(int address, int skipped, int hash) {
    int length = length(address);
    int start = start(address, length);
    return hash(pages[address >>> SHIFT], start + skipped, start + length, hash);
  }

  static int hash(byte[] bytes, int start, int end, int before) {
    int hash = before;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  int length(int address) {
    byte[] page = pages[address >>> SHIFT];
    int at = (address & MASK) << 2;
    return page[at] >= 0 ? page[at] : intAt(page, at) & Integer.MAX_VALUE;
  }

  private static int intAt(byte[] page, int at) {
    return (page[at] << 24)
        | ((page[at + 1] & 0xff) << 16)
        | ((page[at + 2] & 0xff) << 8)
        | (page[at + 3] & 0xff);
  }

  private static int start(int address, int length) {
    return ((address & MASK) << 2) + (length < SHORT ? 1 : 4);
  }

  private static int units(int length) {
    return (length + (length < SHORT ? 1 : 4) + 3) >>> 2;
  }

  private int allocate(int units) {
    IntStack list = free.get(units);
    if (list != null && !list.isEmpty()) {
      return list.pop();
    }
    if (used + units > PAGE) {
      pages = Arrays.copyOf(pages, pages.length + 1);
      pages[pages.length - 1] = new byte[Math.max(units, PAGE) << 2];
      used = 0;
    }
    int address = ((pages.length - 1) << SHIFT) + used;
    used = Math.min(used + units, PAGE);
    return address;
  }

  /** The memory it takes; pages of names longer than a page count as one. */
  long bytes() {
    return (long) pages.length * (PAGE << 2);
  }

  void save(BlockWriter out) throws IOException {
    out.putInt(used);
    out.putInt(pages.length);
    for (byte[] page : pages) {
      boolean last = page == pages[pages.length - 1];
      int filled = last && page.length == PAGE << 2 ? used << 2 : page.length;
      out.putInt(page.length);
      out.putInt(filled);
      out.putBytes(page, 0, filled);
    }
    out.putInt(free.size());
    for (IntObjectCursor<IntStack> list : free) {
      out.putInt(list.key);
      out.putList(list.value);
    }
  }

  /** Reads what {@link #save} wrote into an empty pool. */
  void load(BlockReader in) throws IOException {
    used = in.getInt();
    pages = new byte[in.getInt()][];
    for (int page = 0; page < pages.length; page++) {
      pages[page] = new byte[in.getInt()];
      in.getBytes(pages[page], in.getInt());
    }
    for (int lists = in.getInt(); lists > 0; lists--) {
      in.getList(freeOf(in.getInt()));
    }
  }
}
