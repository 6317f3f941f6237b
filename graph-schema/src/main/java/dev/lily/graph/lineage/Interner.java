package dev.lily.graph.lineage;

import com.carrotsearch.hppc.ObjectIntHashMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Numbers for few distinct values, counted from 0 and kept for good. */
final class Interner<T> {
  private final List<T> values = new ArrayList<>();
  private final ObjectIntHashMap<T> ids = new ObjectIntHashMap<>();

  int id(T value) {
    int known = find(value);
    if (known >= 0) {
      return known;
    }
    values.add(value);
    ids.put(value, values.size() - 1);
    return values.size() - 1;
  }

  /** The number of the value, or -1. */
  int find(T value) {
    return ids.getOrDefault(value, -1);
  }

  T get(int id) {
    return values.get(id);
  }

  int size() {
    return values.size();
  }

  void save(BlockWriter out, SnapshotPart part) {
    out.putLater(part, List.copyOf(values));
  }

  /** Reads what {@link #save} wrote; the values get their former numbers. */
  void load(BlockReader in, SnapshotPart part, Class<T> type) throws IOException {
    in.getAll(part, type, this::id);
  }
}
