package dev.lily.graph.lineage;

import dev.lily.graph.asset.Guid;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import org.roaringbitmap.RoaringBitmap;

/** An immutable list of guids at 16 bytes each. */
final class GuidList extends AbstractList<Guid> implements RandomAccess {
  private final long[] halves;

  GuidList(NodeTable nodes, RoaringBitmap members) {
    halves = new long[2 * members.getCardinality()];
    int[] at = {0};
    members.forEach(
        (int node) -> {
          Guid guid = nodes.guid(node);
          halves[at[0]++] = guid.high();
          halves[at[0]++] = guid.low();
        });
  }

  @Override
  public Guid get(int index) {
    Objects.checkIndex(index, size());
    return new Guid(halves[2 * index], halves[2 * index + 1]);
  }

  @Override
  public int size() {
    return halves.length / 2;
  }
}
