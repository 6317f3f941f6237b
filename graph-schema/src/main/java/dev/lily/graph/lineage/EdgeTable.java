package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntStack;
import java.io.IOException;

/**
 * The edges as rows of eight ints, each in two doubly linked chains: those that leave a node and
 * those that enter it. Adding and removing cost the same at a hub as at a leaf.
 */
final class EdgeTable {
  private static final int FROM = 0;
  private static final int TO = 1;
  private static final int TRAITS = 2;
  private static final int NEXT_OUT = 3;
  private static final int PREVIOUS_OUT = 4;
  private static final int NEXT_IN = 5;
  private static final int PREVIOUS_IN = 6;
  private static final int ORIGIN = 7;
  private static final int NONE = -1;

  private final NodeTable nodes;
  private final Interner<EdgeTraits> traits = new Interner<>();
  private final Interner<EdgeOrigin> origins = new Interner<>();
  private final IntPages rows = new IntPages(8);
  private final SlotTable byIdentity = new SlotTable(this::hash);
  private final IntStack free = new IntStack();
  private int limit;

  EdgeTable(NodeTable nodes) {
    this.nodes = nodes;
  }

  int size() {
    return limit - free.size();
  }

  /** One more than the highest row in use. */
  int limit() {
    return limit;
  }

  Interner<EdgeTraits> traits() {
    return traits;
  }

  /** The memory it takes. */
  long bytes() {
    return rows.bytes() + byIdentity.bytes();
  }

  void reserve() {
    byIdentity.reserve();
  }

  int find(int from, int to, String relationshipType) {
    return byIdentity.find(
        hash(from, to, relationshipType),
        row ->
            from(row) == from
                && to(row) == to
                && traitsOf(row).relationshipType().equals(relationshipType));
  }

  int add(int from, int to, EdgeTraits edge, EdgeOrigin origin) {
    int row = free.isEmpty() ? limit++ : free.pop();
    rows.ensure(row);
    rows.set(row, FROM, from);
    rows.set(row, TO, to);
    rows.set(row, TRAITS, traits.id(edge));
    rows.set(row, ORIGIN, origins.id(origin));
    linkOut(row, from);
    linkIn(row, to);
    byIdentity.add(row);
    return row;
  }

  void set(int row, EdgeTraits edge, EdgeOrigin origin) {
    rows.set(row, TRAITS, traits.id(edge));
    rows.set(row, ORIGIN, origins.id(origin));
  }

  void remove(int row) {
    byIdentity.remove(row);
    unlinkOut(row);
    unlinkIn(row);
    rows.set(row, FROM, NONE);
    free.push(row);
  }

  boolean exists(int row) {
    return from(row) != NONE;
  }

  int from(int row) {
    return rows.get(row, FROM);
  }

  int to(int row) {
    return rows.get(row, TO);
  }

  int traits(int row) {
    return rows.get(row, TRAITS);
  }

  EdgeTraits traitsOf(int row) {
    return traits.get(traits(row));
  }

  EdgeOrigin origin(int row) {
    return origins.get(rows.get(row, ORIGIN));
  }

  LineageEdge edge(int row) {
    return traitsOf(row).between(nodes.guid(from(row)), nodes.guid(to(row)), origin(row));
  }

  int nextOut(int row) {
    return rows.get(row, NEXT_OUT);
  }

  int nextIn(int row) {
    return rows.get(row, NEXT_IN);
  }

  private void linkOut(int row, int from) {
    int first = nodes.firstOut(from);
    rows.set(row, NEXT_OUT, first);
    rows.set(row, PREVIOUS_OUT, NONE);
    if (first != NONE) {
      rows.set(first, PREVIOUS_OUT, row);
    }
    nodes.setFirstOut(from, row);
  }

  private void linkIn(int row, int to) {
    int first = nodes.firstIn(to);
    rows.set(row, NEXT_IN, first);
    rows.set(row, PREVIOUS_IN, NONE);
    if (first != NONE) {
      rows.set(first, PREVIOUS_IN, row);
    }
    nodes.setFirstIn(to, row);
  }

  private void unlinkOut(int row) {
    int next = nextOut(row);
    int previous = rows.get(row, PREVIOUS_OUT);
    if (previous == NONE) {
      nodes.setFirstOut(from(row), next);
    } else {
      rows.set(previous, NEXT_OUT, next);
    }
    if (next != NONE) {
      rows.set(next, PREVIOUS_OUT, previous);
    }
  }

  private void unlinkIn(int row) {
    int next = nextIn(row);
    int previous = rows.get(row, PREVIOUS_IN);
    if (previous == NONE) {
      nodes.setFirstIn(to(row), next);
    } else {
      rows.set(previous, NEXT_IN, next);
    }
    if (next != NONE) {
      rows.set(next, PREVIOUS_IN, previous);
    }
  }

  private int hash(int row) {
    return hash(from(row), to(row), traitsOf(row).relationshipType());
  }

  private static int hash(int from, int to, String relationshipType) {
    return ((from * 0x85EBCA6B) ^ to) * 0xC2B2AE35 + relationshipType.hashCode();
  }

  void save(BlockWriter out) throws IOException {
    out.begin(SnapshotPart.EDGES);
    out.putInt(limit);
    rows.save(out, limit);
    out.putList(free);
    traits.save(out, SnapshotPart.TRAITS);
    origins.save(out, SnapshotPart.EDGE_ORIGINS);
  }

  /** Reads what {@link #save} wrote into an empty table. */
  void load(BlockReader in) throws IOException {
    traits.load(in, SnapshotPart.TRAITS, EdgeTraits.class);
    origins.load(in, SnapshotPart.EDGE_ORIGINS, EdgeOrigin.class);
    in.begin(SnapshotPart.EDGES);
    limit = in.getInt();
    rows.load(in, limit);
    in.getList(free);
    byIdentity.reserve(size());
    for (int row = 0; row < limit; row++) {
      if (exists(row)) {
        byIdentity.add(row);
      }
    }
  }
}
