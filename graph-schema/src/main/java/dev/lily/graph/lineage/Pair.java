package dev.lily.graph.lineage;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import org.jspecify.annotations.Nullable;
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
  private boolean grown;
  private @Nullable Arrival first;
  private @Nullable Growths later;
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

  /**
   * Notes when it came to more.
   *
   * @param arrival null where nobody knows
   * @param added is kept and must not change any more
   */
  void grow(@Nullable Arrival arrival, RoaringBitmap added) {
    if (!grown) {
      grown = true;
      first = arrival;
    } else if (later != null || arrival != null || first != null) {
      if (later == null) {
        later = new Growths();
      }
      later.add(arrival, added);
    }
  }

  /** When it came to the asset, which it reaches; null where nobody knows. */
  @Nullable Arrival arrival(int node) {
    return later == null ? first : later.of(node, first);
  }

  boolean carries(int node) {
    return node == origin || reached.contains(node);
  }

  /** All but what it reached. */
  record State(
      TenantId tenant,
      Classification classification,
      int origin,
      boolean frozen,
      boolean derived) {}

  State state() {
    return new State(tenant, classification, origin, frozen, key.derived());
  }
}
