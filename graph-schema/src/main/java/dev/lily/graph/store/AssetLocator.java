package dev.lily.graph.store;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.store.AssetRows.Row;
import dev.lily.graph.type.AssetRoot;
import dev.lily.graph.type.EntityType;
import dev.lily.graph.type.TypeRegistry;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.janusgraph.core.JanusGraphTransaction;
import org.jspecify.annotations.Nullable;

/** Finds the row of a key or guid by its address alone, and the free slot for a new asset. */
final class AssetLocator {
  /** Far more than a root of honest size ever fills. */
  private static final int PAGES = 10_000;

  private static final Set<String> IDENTIFYING =
      Set.of(
          GraphKeys.TENANT,
          GraphKeys.TYPE_NAME,
          GraphKeys.QUALIFIED_NAME,
          GraphKeys.FIRST_NAME,
          GraphKeys.STATUS,
          GraphKeys.TARGET,
          GraphKeys.PROPAGATED);

  private final Addresses addresses;
  private final AssetRows rows;

  AssetLocator(Addresses addresses, AssetRows rows) {
    this.addresses = addresses;
    this.rows = rows;
  }

  /**
   * What a search along the slots came to; aliases are followed.
   *
   * @param found the asset of the key: the active one, else the newest deleted one
   * @param free the address at which a new asset of the key would be put
   */
  record Place(@Nullable Row found, long free) {
    Optional<Row> active() {
      return Optional.ofNullable(found).filter(row -> row.status() == AssetStatus.ACTIVE);
    }
  }

  /**
   * The place of a key whose type is exactly known, as for a new asset. Purged slots are passed
   * over but not used again, since somebody may still hold their guid.
   *
   * @param taken addresses that are promised to other new assets
   */
  Place place(
      JanusGraphTransaction transaction,
      TenantId tenant,
      EntityType type,
      String name,
      Set<Long> taken) {
    return walk(transaction, tenant, Kind.of(type, name), name, type, taken);
  }

  /** The row of the key, whose type may be a super type of what is stored; aliases followed. */
  Optional<Row> find(
      JanusGraphTransaction transaction, TypeRegistry types, TenantId tenant, AssetKey key) {
    Optional<EntityType> asked = types.findEntityType(key.typeName());
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    Place best = null;
    for (Kind kind : kinds(types, asked.get(), key.qualifiedName())) {
      Place place = walk(transaction, tenant, kind, key.qualifiedName(), asked.get(), Set.of());
      best = best == null || place.active().isPresent() ? place : best;
      if (place.active().isPresent()) {
        break;
      }
    }
    return Optional.ofNullable(best).flatMap(place -> Optional.ofNullable(place.found()));
  }

  /** Where the search for an asset of the type begins. */
  long first(TenantId tenant, EntityType type, String qualifiedName) {
    Kind kind = Kind.of(type, qualifiedName);
    int start = kind.leaf() ? addresses.leafStart(qualifiedName) : 0;
    return Addresses.slot(addresses.page(tenant, kind.root(), 0), kind.leaf(), start, 0);
  }

  /** The sequences of slots in which an asset of the type or of one of its sub types may stand. */
  private static Set<Kind> kinds(TypeRegistry types, EntityType asked, String qualifiedName) {
    Set<Kind> kinds = new LinkedHashSet<>();
    kinds.add(Kind.of(asked, qualifiedName));
    for (String name : asked.allSubTypes()) {
      types.findEntityType(name).ifPresent(type -> kinds.add(Kind.of(type, qualifiedName)));
    }
    return kinds;
  }

  private record Kind(boolean leaf, String root) {
    static Kind of(EntityType type, String qualifiedName) {
      return new Kind(type.isLeaf(), AssetRoot.rootOf(type, qualifiedName));
    }
  }

  Optional<Row> find(JanusGraphTransaction transaction, TenantId tenant, Guid guid) {
    if (!Addresses.mayBeAsset(guid)) {
      return Optional.empty();
    }
    return checked(rows.read(transaction, Addresses.addressOf(guid)), tenant, guid);
  }

  /**
   * The same with what says which asset it is and what reached it from elsewhere, but nothing else;
   * where the transaction has not changed the asset.
   */
  Optional<Row> findPropagated(JanusGraphTransaction transaction, TenantId tenant, Guid guid) {
    if (!Addresses.mayBeAsset(guid)) {
      return Optional.empty();
    }
    long address = Addresses.addressOf(guid);
    return checked(rows.readStored(transaction, address, IDENTIFYING::contains), tenant, guid);
  }

  private Optional<Row> checked(@Nullable Row found, TenantId tenant, Guid guid) {
    return Optional.ofNullable(found)
        .filter(row -> row.belongsTo(tenant) && row.aliasTarget().isEmpty())
        .filter(row -> row.status() != AssetStatus.PURGED)
        .filter(row -> rows.guid(row).equals(guid));
  }

  /** The asset itself where the row is an alias; null where that is purged or named otherwise. */
  private @Nullable Row target(JanusGraphTransaction transaction, Row row, String name) {
    Optional<Guid> target = row.aliasTarget();
    if (target.isEmpty()) {
      return row;
    }
    return find(transaction, row.tenant(), target.get())
        .filter(asset -> !row.isNewName() || asset.isNamed(name))
        .orElse(null);
  }

  private Place walk(
      JanusGraphTransaction transaction,
      TenantId tenant,
      Kind kind,
      String qualifiedName,
      EntityType accepted,
      Set<Long> taken) {
    boolean leaf = kind.leaf();
    int start = leaf ? addresses.leafStart(qualifiedName) : 0;
    Row deleted = null;
    for (int page = 0; page < PAGES; page++) {
      long first = addresses.page(tenant, kind.root(), page);
      for (int attempt = 0; attempt < Addresses.probesPerPage(leaf); attempt++) {
        long address = Addresses.slot(first, leaf, start, attempt);
        if (taken.contains(address)) {
          continue;
        }
        Row row = rows.read(transaction, address);
        if (row == null) {
          return new Place(deleted, address);
        }
        if (row.belongsTo(tenant) && row.isNamed(qualifiedName) && isA(row, accepted)) {
          Row asset = target(transaction, row, qualifiedName);
          if (asset != null && asset.status() == AssetStatus.ACTIVE) {
            return new Place(asset, address);
          }
          deleted = asset != null && asset.status() == AssetStatus.DELETED ? asset : deleted;
        }
      }
    }
    throw new IllegalStateException(
        "no free slot for %s in %d pages of root %s".formatted(qualifiedName, PAGES, kind.root()));
  }

  private static boolean isA(Row row, EntityType accepted) {
    return isA(row.required(GraphKeys.TYPE_NAME), accepted);
  }

  static boolean isA(String typeName, EntityType accepted) {
    return accepted.name().equals(typeName) || accepted.allSubTypes().contains(typeName);
  }
}
