package dev.lily.graph.lineage;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import org.roaringbitmap.RoaringBitmap;

/** A classification and its origin, with the assets that it reached (without the origin). */
final class Pair {
  /**
   * What names a pair.
   *
   * @param derived whether it comes from what another pair reaches, by rule
   */
  record Key(String name, Guid origin, boolean derived) {
    Key(String name, Guid origin) {
      this(name, origin, false);
    }

    static Key of(Classification classification) {
      return new Key(classification.typeName(), classification.origin());
    }

    static Key derivedFrom(Guid origin, String name) {
      return new Key(name, origin, true);
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
    this(tenant, Key.of(classification), classification, origin);
  }

  Pair(TenantId tenant, Key key, Classification classification, int origin) {
    this.tenant = tenant;
    this.key = key;
    this.classification = classification;
    this.origin = origin;
  }

  boolean carries(int node) {
    return node == origin || reached.contains(node);
  }
}
