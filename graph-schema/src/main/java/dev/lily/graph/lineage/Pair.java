package dev.lily.graph.lineage;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import org.roaringbitmap.RoaringBitmap;

/** A classification and its origin, with the assets that it reached (without the origin). */
final class Pair {
  /** What names a pair. */
  record Key(String name, Guid origin) {
    static Key of(Classification classification) {
      return new Key(classification.typeName(), classification.origin());
    }
  }

  static final int UNPLACED = -1;
  private static final RoaringBitmap NOWHERE = new RoaringBitmap();

  final TenantId tenant;
  final Key key;

  /** The origin's number, or -1 once it is purged. */
  int origin;

  /** Its place among the pairs of the name. */
  int slot = UNPLACED;

  /** Whether the origin is deleted and what it reached stays as it is. */
  boolean frozen;

  Classification classification;
  RoaringBitmap reached = NOWHERE;

  Pair(TenantId tenant, Classification classification, int origin) {
    this.tenant = tenant;
    this.key = Key.of(classification);
    this.classification = classification;
    this.origin = origin;
  }

  boolean carries(int node) {
    return node == origin || reached.contains(node);
  }

  /** All but what it reached. */
  record State(TenantId tenant, Classification classification, int origin, boolean frozen) {}

  State state() {
    return new State(tenant, classification, origin, frozen);
  }
}
