package dev.lily.graph.store;

import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.store.RelationshipRows.Body;
import dev.lily.graph.type.RelationshipType;
import dev.lily.graph.type.TypeRegistry;
import java.util.List;

/**
 * All edges of an asset, in the order of the store.
 *
 * @param types with which they were read; other types may read them otherwise
 */
record StoredEdges(long address, TypeRegistry types, List<Edge> edges)
    implements AssetCache.Cached {
  private static final int EDGE_BYTES = 56;
  private static final int OWN_BYTES = 150;

  StoredEdges {
    edges = List.copyOf(edges);
  }

  @Override
  public int weight() {
    return OWN_BYTES + EDGE_BYTES * edges.size();
  }

  /**
   * An edge seen from one of its ends.
   *
   * @param outgoing whether the asset from which it is seen stands at end 1
   * @param other the address of the other end
   */
  record Edge(RelationshipType type, boolean outgoing, long other, AssetStatus status, Body body) {

    /** Whether the asset from which it is seen owns the other. */
    boolean isOwning() {
      return status == AssetStatus.ACTIVE && (outgoing ? type.end1() : type.end2()).isOwner();
    }

    Relationship relationship(StoredAsset self, StoredAsset other) {
      StoredAsset end1 = outgoing ? self : other;
      StoredAsset end2 = outgoing ? other : self;
      return RelationshipRows.relationship(
          type, end1.address(), end1.ref(), end2.address(), end2.ref(), status, body);
    }
  }
}
