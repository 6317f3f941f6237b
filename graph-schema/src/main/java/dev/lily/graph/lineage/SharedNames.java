package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntIntHashMap;
import com.carrotsearch.hppc.IntStack;
import com.carrotsearch.hppc.procedures.IntIntProcedure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Names that often begin alike, as those of the columns of a table do: what comes before the last
 * segment is kept once. A name is the address of its beginning (four bytes, big-endian, -1 for
 * none) and its end.
 */
final class SharedNames {
  private static final int LINK = Integer.BYTES;
  private static final int NONE = -1;

  private final NamePool pool = new NamePool();
  private final SlotTable beginnings = new SlotTable(pool::hash);
  private final IntIntHashMap uses = new IntIntHashMap();

  int add(byte[] name) {
    int cut = cut(name);
    int beginning = cut == 0 ? NONE : use(Arrays.copyOf(name, cut));
    byte[] content = new byte[LINK + name.length - cut];
    for (int i = 0; i < LINK; i++) {
      content[i] = (byte) (beginning >>> (8 * (LINK - 1 - i)));
    }
    System.arraycopy(name, cut, content, LINK, name.length - cut);
    return pool.add(content);
  }

  /** Where the last segment of a path or qualified name begins; 0 for a name of one segment. */
  private static int cut(byte[] name) {
    for (int i = name.length - 1; i > 0; i--) {
      if (name[i - 1] == '#' || name[i - 1] == '.' || name[i - 1] == '/') {
        return i;
      }
    }
    return 0;
  }

  private int use(byte[] text) {
    int known = beginnings.find(NamePool.hash(text), address -> pool.holds(address, text));
    if (known >= 0) {
      uses.addTo(known, 1);
      return known;
    }
    int fresh = pool.add(text);
    beginnings.add(fresh);
    uses.put(fresh, 1);
    return fresh;
  }

  void free(int address) {
    int beginning = beginning(address);
    pool.free(address);
    if (beginning != NONE && uses.addTo(beginning, -1) == 0) {
      uses.remove(beginning);
      beginnings.remove(beginning);
      pool.free(beginning);
    }
  }

  private int beginning(int address) {
    return pool.intAt(address);
  }

  boolean holds(int address, byte[] name) {
    int beginning = beginning(address);
    int cut = beginning == NONE ? 0 : pool.length(beginning);
    return cut + pool.length(address) - LINK == name.length
        && pool.matches(address, LINK, name, cut, name.length)
        && (beginning == NONE || pool.matches(beginning, 0, name, 0, cut));
  }

  String text(int address) {
    byte[] content = pool.bytes(address);
    String end = new String(content, LINK, content.length - LINK, StandardCharsets.UTF_8);
    int beginning = beginning(address);
    return beginning == NONE
        ? end
        : new String(pool.bytes(beginning), StandardCharsets.UTF_8) + end;
  }

  int hash(int address) {
    int beginning = beginning(address);
    int start = beginning == NONE ? 0 : pool.hashOf(beginning, 0, 0);
    return pool.hashOf(address, LINK, start);
  }

  /** The hash that a name would have here. */
  static int hash(byte[] name) {
    return NamePool.hash(name, 0, name.length, 0);
  }

  void save(BlockWriter out) throws IOException {
    pool.save(out);
    out.putInt(uses.size());
    IntArrayList all = new IntArrayList(2 * uses.size());
    uses.forEach((IntIntProcedure) (beginning, count) -> all.add(beginning, count));
    out.putList(all);
  }

  /** Reads what {@link #save} wrote; there may be no names yet. */
  void load(BlockReader in) throws IOException {
    pool.load(in);
    beginnings.reserve(in.getInt());
    IntStack all = new IntStack();
    in.getList(all);
    for (int i = 0; i < all.size(); i += 2) {
      uses.put(all.get(i), all.get(i + 1));
      beginnings.add(all.get(i));
    }
  }
}
