package dev.lily.graph.store;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetView;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.type.EntityType;
import dev.lily.graph.type.TypeRegistry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** What is asked of assets by guid and by key. */
final class AssetReads {
  private final GraphAccess access;
  private final Supplier<TypeRegistry> types;

  AssetReads(GraphAccess access, Supplier<TypeRegistry> types) {
    this.access = access;
    this.types = types;
  }

  Optional<Asset> find(TenantId tenant, Guid guid) {
    return read(reading -> reading.find(tenant, guid).map(StoredAsset::asset));
  }

  Optional<Asset> find(TenantId tenant, AssetKey key) {
    return read(reading -> find(reading, tenant, key));
  }

  Map<AssetKey, Asset> findNamed(TenantId tenant, Collection<AssetKey> keys) {
    return read(
        reading -> {
          Map<AssetKey, Asset> found = new LinkedHashMap<>();
          keys.forEach(key -> find(reading, tenant, key).ifPresent(asset -> found.put(key, asset)));
          return found;
        });
  }

  /** Mostly the asset stands where the search for its key begins. */
  private Optional<Asset> find(Reading reading, TenantId tenant, AssetKey key) {
    Optional<EntityType> asked = reading.types().findEntityType(key.typeName());
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    long first = access.locator().first(tenant, asked.get(), key.qualifiedName());
    StoredAsset stored = reading.at(first);
    if (stored != null
        && stored.isActive()
        && stored.belongsTo(tenant)
        && stored.isNamed(key.qualifiedName())
        && AssetLocator.isA(stored.asset().typeName(), asked.get())) {
      return Optional.of(stored.asset());
    }
    return access
        .locator()
        .find(reading.transaction(), reading.types(), tenant, key)
        .map(access.rows()::asset);
  }

  Optional<AssetView> view(TenantId tenant, Guid guid) {
    return read(reading -> reading.find(tenant, guid).map(reading::view));
  }

  /** The asset and all it owns, as deep as owning goes: the asset first. */
  List<AssetView> viewWithOwned(TenantId tenant, Guid guid) {
    return read(
        reading -> {
          List<AssetView> views = new ArrayList<>();
          Set<Long> seen = new HashSet<>();
          Deque<StoredAsset> open = new ArrayDeque<>();
          reading.find(tenant, guid).ifPresent(open::add);
          while (!open.isEmpty()) {
            StoredAsset next = open.removeFirst();
            if (seen.add(next.address())) {
              views.add(reading.view(next));
              for (StoredEdges.Edge edge : reading.edges(next)) {
                StoredAsset owned = edge.isOwning() ? reading.at(edge.other()) : null;
                if (owned != null) {
                  open.add(owned);
                }
              }
            }
          }
          return views;
        });
  }

  /** Those that exist, in the order in which they are named. */
  Map<Guid, Asset> findAll(TenantId tenant, Collection<Guid> guids) {
    return read(reading -> findAll(reading, tenant, guids));
  }

  /** The same; keeps nothing of it. */
  Map<Guid, Asset> findAllOnce(TenantId tenant, Collection<Guid> guids) {
    try (Reading reading = Reading.once(access, types.get())) {
      return findAll(reading, tenant, guids);
    }
  }

  private static Map<Guid, Asset> findAll(
      Reading reading, TenantId tenant, Collection<Guid> guids) {
    Map<Guid, Asset> found = new LinkedHashMap<>();
    for (Guid guid : guids) {
      reading.find(tenant, guid).ifPresent(stored -> found.put(guid, stored.asset()));
    }
    return found;
  }

  Optional<Relationship> relationship(TenantId tenant, Guid end1, Guid end2, String typeName) {
    return read(
        reading -> {
          Optional<StoredAsset> from = reading.find(tenant, end1);
          return reading
              .find(tenant, end2)
              .flatMap(to -> from.flatMap(other -> reading.edge(other, to, typeName)));
        });
  }

  Optional<Relationship> relationship(TenantId tenant, Guid guid) {
    return read(reading -> reading.relationship(tenant, guid));
  }

  List<Relationship> relationships(TenantId tenant, Guid guid) {
    return read(reading -> relationships(reading, tenant, guid));
  }

  Map<Guid, List<Relationship>> relationships(TenantId tenant, Collection<Guid> guids) {
    return read(
        reading -> {
          Map<Guid, List<Relationship>> found = new LinkedHashMap<>();
          guids.forEach(guid -> found.put(guid, relationships(reading, tenant, guid)));
          return found;
        });
  }

  private static List<Relationship> relationships(Reading reading, TenantId tenant, Guid guid) {
    return reading.find(tenant, guid).map(reading::view).map(AssetView::related).stream()
        .flatMap(List::stream)
        .map(AssetView.Related::relationship)
        .toList();
  }

  private <T> T read(Function<Reading, T> reader) {
    try (Reading reading = new Reading(access, types.get())) {
      return reader.apply(reading);
    }
  }
}
