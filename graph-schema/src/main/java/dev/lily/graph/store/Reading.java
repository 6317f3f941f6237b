package dev.lily.graph.store;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.AssetView;
import dev.lily.graph.asset.AssetView.Related;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.store.AssetRows.Row;
import dev.lily.graph.type.TypeRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.janusgraph.core.JanusGraphTransaction;
import org.janusgraph.core.JanusGraphVertex;
import org.jspecify.annotations.Nullable;

/** Reads assets from the cache, and from a transaction of its own what is not there. */
final class Reading implements AutoCloseable {
  /** Neighbours of more edges than this do not drive others out of the cache. */
  private static final int KEPT_EDGES = 1_000;

  private final GraphAccess access;
  private final TypeRegistry types;
  private @Nullable JanusGraphTransaction transaction;
  private long since;

  Reading(GraphAccess access, TypeRegistry types) {
    this.access = access;
    this.types = types;
  }

  TypeRegistry types() {
    return types;
  }

  /** The transaction, begun when it is needed first. */
  JanusGraphTransaction transaction() {
    if (transaction == null) {
      since = access.cache().ended();
      transaction =
          access.graph().buildTransaction().readOnly().checkExternalVertexExistence(false).start();
    }
    return transaction;
  }

  Optional<StoredAsset> find(TenantId tenant, Guid guid) {
    if (!Addresses.mayBeAsset(guid)) {
      return Optional.empty();
    }
    return Optional.ofNullable(at(Addresses.addressOf(guid)))
        .filter(stored -> stored.belongsTo(tenant) && stored.guid().equals(guid));
  }

  /** The asset at the address; null where there is none, or an alias, or a purged one. */
  @Nullable StoredAsset at(long address) {
    StoredAsset cached = access.cache().asset(address);
    return cached != null ? cached : load(address, true);
  }

  private @Nullable StoredAsset load(long address, boolean keep) {
    Row row = access.rows().read(transaction(), address);
    if (row == null || row.aliasTarget().isPresent() || row.status() == AssetStatus.PURGED) {
      return null;
    }
    StoredAsset stored = access.rows().stored(row);
    if (keep) {
      access.cache().keep(stored, since);
    }
    return stored;
  }

  List<StoredEdges.Edge> edges(StoredAsset asset) {
    StoredEdges cached = access.cache().edges(asset.address());
    if (cached != null && cached.types() == types) {
      return cached.edges();
    }
    JanusGraphVertex vertex = access.rows().vertex(transaction(), asset.address());
    if (vertex == null) {
      return List.of();
    }
    StoredEdges stored =
        new StoredEdges(asset.address(), types, access.relationships().stored(types, vertex));
    if (stored.edges().size() <= KEPT_EDGES) {
      access.cache().keep(stored, since);
    }
    return stored.edges();
  }

  /** The asset at the other end of one of the edges. */
  private @Nullable StoredAsset other(StoredEdges.Edge edge, int among) {
    StoredAsset cached = access.cache().asset(edge.other());
    return cached != null ? cached : load(edge.other(), among <= KEPT_EDGES);
  }

  AssetView view(StoredAsset asset) {
    List<StoredEdges.Edge> edges = edges(asset);
    List<Related> related = new ArrayList<>(edges.size());
    for (StoredEdges.Edge edge : edges) {
      StoredAsset other = other(edge, edges.size());
      if (other != null) {
        related.add(
            new Related(
                edge.relationship(asset, other),
                other.ref(),
                other.asset().status(),
                other.displayText()));
      }
    }
    return new AssetView(asset.asset(), related);
  }

  @Override
  public void close() {
    if (transaction != null) {
      transaction.rollback();
    }
  }
}
