package dev.lily.graph.store;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.AssetView;
import dev.lily.graph.asset.AssetView.Related;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.store.AssetRows.Row;
import dev.lily.graph.type.TypeRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final boolean keeps;
  private @Nullable JanusGraphTransaction transaction;
  private long since;

  /** What was read already: the columns of a table all lead to it, and it to them. */
  private final Map<Long, StoredAsset> known = new HashMap<>();

  Reading(GraphAccess access, TypeRegistry types) {
    this(access, types, true);
  }

  private Reading(GraphAccess access, TypeRegistry types, boolean keeps) {
    this.access = access;
    this.types = types;
    this.keeps = keeps;
  }

  /** One that leaves the cache as it is. */
  static Reading once(GraphAccess access, TypeRegistry types) {
    return new Reading(access, types, false);
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
    return at(address, keeps);
  }

  private @Nullable StoredAsset at(long address, boolean keep) {
    StoredAsset asset = known.get(address);
    if (asset == null) {
      StoredAsset cached = access.cache().asset(address);
      asset = cached != null ? cached : load(address, keep);
      if (asset != null) {
        known.put(address, asset);
      }
    }
    return asset;
  }

  private @Nullable StoredAsset load(long address, boolean keep) {
    Row row = access.rows().readStored(transaction(), address, any -> true);
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

  /** The relationship of that guid, active or deleted. */
  Optional<Relationship> relationship(TenantId tenant, Guid guid) {
    if (!Addresses.mayBeRelationship(guid)) {
      return Optional.empty();
    }
    StoredAsset end1 = at(Addresses.end1(guid));
    StoredAsset end2 = at(Addresses.end2(guid));
    if (end1 == null || end2 == null || !end1.belongsTo(tenant) || !end2.belongsTo(tenant)) {
      return Optional.empty();
    }
    return types
        .findRelationshipType(Addresses.typeNumber(guid))
        .flatMap(type -> edge(end1, end2, type.name()))
        .filter(found -> found.guid().equals(guid));
  }

  /** The one relationship of that type from end 1 to end 2. */
  Optional<Relationship> edge(StoredAsset end1, StoredAsset end2, String typeName) {
    return Optional.ofNullable(access.rows().vertex(transaction(), end2.address()))
        .flatMap(
            to ->
                Optional.ofNullable(access.rows().vertex(transaction(), end1.address()))
                    .flatMap(from -> access.relationships().between(types, from, to, typeName)))
        .map(edge -> edge.relationship(end2, end1));
  }

  AssetView view(StoredAsset asset) {
    List<StoredEdges.Edge> edges = edges(asset);
    List<Related> related = new ArrayList<>(edges.size());
    for (StoredEdges.Edge edge : edges) {
      StoredAsset other = at(edge.other(), edges.size() <= KEPT_EDGES);
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
