package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntStack;
import com.carrotsearch.hppc.procedures.IntProcedure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Names that often begin alike, as those of the columns of a table do: what comes before the last
 * segment is kept once. A name is the address of its beginning (four bytes, -1 for none) and its
 * end, a beginning is the count of its uses (four bytes) and the text.
 */
final class SharedNames {
  private static final int LINK = Integer.BYTES;
  private static final int NONE = -1;

  private final NamePool pool = new NamePool();
  private final SlotTable beginnings = new SlotTable(this::hashOfBeginning);

  int add(byte[] name) {
    int cut = cut(name);
    int beginning = cut == 0 ? NONE : use(Arrays.copyOf(name, cut));
    byte[] content = new byte[LINK + name.length - cut];
    System.arraycopy(name, cut, content, LINK, name.length - cut);
    int address = pool.add(content);
    pool.setInt(address, beginning);
    return address;
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
    int known = beginnings.find(hash(text), address -> pool.endsWith(address, LINK, text));
    if (known >= 0) {
      pool.setInt(known, pool.intAt(known) + 1);
      return known;
    }
    byte[] content = new byte[LINK + text.length];
    System.arraycopy(text, 0, content, LINK, text.length);
    int fresh = pool.add(content);
    pool.setInt(fresh, 1);
    beginnings.add(fresh);
    return fresh;
  }

  void free(int address) {
    int beginning = beginning(address);
    pool.free(address);
    if (beginning != NONE) {
      int uses = pool.intAt(beginning) - 1;
      pool.setInt(beginning, uses);
      if (uses == 0) {
        beginnings.remove(beginning);
        pool.free(beginning);
      }
    }
  }

  /** Makes room for one more; the writer may call it while others read. */
  void reserve() {
    beginnings.reserve();
  }

  private int beginning(int address) {
    return pool.intAt(address);
  }

  boolean holds(int address, byte[] name) {
    int beginning = beginning(address);
    int cut = beginning == NONE ? 0 : pool.length(beginning) - LINK;
    return cut + pool.length(address) - LINK == name.length
        && pool.matches(address, LINK, name, cut, name.length)
        && (beginning == NONE || pool.matches(beginning, LINK, name, 0, cut));
  }

  String text(int address) {
    int beginning = beginning(address);
    return beginning == NONE ? end(address) : end(beginning) + end(address);
  }

  private String end(int address) {
    byte[] content = pool.bytes(address);
    return new String(content, LINK, content.length - LINK, StandardCharsets.UTF_8);
  }

  int hash(int address) {
    int beginning = beginning(address);
    return pool.hashOf(address, LINK, beginning == NONE ? 0 : hashOfBeginning(beginning));
  }

  private int hashOfBeginning(int beginning) {
    return pool.hashOf(beginning, LINK, 0);
  }

  /** The hash that a name would have here. */
  static int hash(byte[] name) {
    return NamePool.hash(name, 0, name.length, 0);
  }

  /** The memory they take. */
  long bytes() {
    return pool.bytes() + beginnings.bytes();
  }

  void save(BlockWriter out) throws IOException {
    pool.save(out);
    IntArrayList all = new IntArrayList(beginnings.size());
    beginnings.each(all::add);
    out.putList(all);
  }

  /** Reads what {@link #save} wrote; there may be no names yet. */
  void load(BlockReader in) throws IOException {
    pool.load(in);
    IntStack all = new IntStack();
    in.getList(all);
    beginnings.reserve(all.size());
    all.forEach((IntProcedure) beginnings::add);
  }
}
