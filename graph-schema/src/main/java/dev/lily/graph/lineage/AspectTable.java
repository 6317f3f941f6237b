package dev.lily.graph.lineage;

import java.io.IOException;
import java.util.Set;

/**
 * For which aspects assets have values of their own: 4 bytes each, and the distinct sets of names,
 * which are few because assets of a type resemble each other.
 */
final class AspectTable {
  private static final int SET = 0;

  /** Names of aspects. */
  record Names(Set<String> names) {
    Names {
      names = Set.copyOf(names);
    }
  }

  private final IntPages rows = new IntPages(1);
  private final Interner<Names> sets = new Interner<>();
  private final int none = sets.id(new Names(Set.of()));

  /** Makes room for the row, which has none. */
  void add(int row) {
    rows.ensure(row);
    rows.set(row, SET, none);
  }

  void set(int row, Set<String> names) {
    rows.set(row, SET, sets.id(new Names(names)));
  }

  boolean has(int row, String name) {
    return of(row).contains(name);
  }

  Set<String> of(int row) {
    return sets.get(rows.get(row, SET)).names();
  }

  /** The memory it takes. */
  long bytes() {
    return rows.bytes();
  }

  void save(BlockWriter out, int limit) throws IOException {
    out.begin(SnapshotPart.ASPECTS);
    rows.save(out, limit);
    sets.save(out, SnapshotPart.ASPECT_NAMES);
  }

  /** Reads what {@link #save} wrote into an empty table. */
  void load(BlockReader in, int limit) throws IOException {
    in.begin(SnapshotPart.ASPECTS);
    rows.load(in, limit);
    sets.load(in, SnapshotPart.ASPECT_NAMES, Names.class);
  }
}
