package dev.lily.graph.store;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.store.AssetLocator.Place;
import dev.lily.graph.store.AssetRows.Row;
import dev.lily.graph.type.EntityType;
import dev.lily.graph.type.TypeRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.janusgraph.core.JanusGraphTransaction;

/**
 * The assets a work touches, each once, however often and by whatever name they are referred to.
 */
final class DraftSet {
  private final JanusGraphTransaction transaction;
  private final TenantId tenant;
  private final TypeRegistry types;
  private final GraphAccess access;
  private final Map<Guid, Draft> byGuid = new LinkedHashMap<>();
  private final Map<String, List<Draft>> newByName = new HashMap<>();
  private final Map<String, Draft> byPlaceholder = new HashMap<>();
  private final Set<Long> taken = new HashSet<>();

  DraftSet(
      JanusGraphTransaction transaction, TenantId tenant, TypeRegistry types, GraphAccess access) {
    this.transaction = transaction;
    this.tenant = tenant;
    this.types = types;
    this.access = access;
  }

  Collection<Draft> all() {
    return byGuid.values();
  }

  /** Lets later references find the draft by the placeholder of its input. */
  void name(String placeholder, Draft draft) {
    byPlaceholder.put(placeholder, draft);
  }

  Optional<Draft> named(String guidOrPlaceholder) {
    Draft draft = byPlaceholder.get(guidOrPlaceholder);
    if (draft != null) {
      return Optional.of(draft);
    }
    return Guid.parse(guidOrPlaceholder).flatMap(this::known);
  }

  /** The draft of a known asset, active or deleted. */
  Optional<Draft> known(Guid guid) {
    Draft draft = byGuid.get(guid);
    if (draft != null) {
      return Optional.of(draft);
    }
    return access.locator().find(transaction, tenant, guid).map(this::of);
  }

  /** The draft of an active asset of this key, which may be new in this work. */
  Optional<Draft> keyed(AssetKey key) {
    Optional<EntityType> asked = types.findEntityType(key.typeName());
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    for (Draft draft : newByName.getOrDefault(key.qualifiedName(), List.of())) {
      if (draft.type.isSubTypeOf(key.typeName())) {
        return Optional.of(draft);
      }
    }
    return access
        .locator()
        .find(transaction, types, tenant, key)
        .filter(row -> row.status() == AssetStatus.ACTIVE)
        .map(this::of);
  }

  /** The draft of the asset of exactly this type: the active one, or a new one. */
  Draft upsert(EntityType type, String qualifiedName) {
    for (Draft draft : newByName.getOrDefault(qualifiedName, List.of())) {
      if (draft.type.name().equals(type.name())) {
        return draft;
      }
    }
    Place place = access.locator().place(transaction, tenant, type, qualifiedName, taken);
    Optional<Row> active = place.active();
    if (active.isPresent()) {
      return of(active.get());
    }
    AssetKey key = new AssetKey(type.name(), qualifiedName);
    Guid guid = access.addresses().guid(tenant, key, place.free());
    Draft draft = new Draft(type, key, place.free(), guid, access.rows());
    taken.add(place.free());
    byGuid.put(guid, draft);
    newByName.computeIfAbsent(qualifiedName, name -> new ArrayList<>(1)).add(draft);
    return draft;
  }

  /**
   * Gives the draft of a known asset another name, under which references of the same work find it.
   *
   * @return whether the store has to learn the name as an alias
   */
  boolean rename(Draft draft, String qualifiedName) {
    AssetKey name = new AssetKey(draft.type.name(), qualifiedName);
    Optional<Draft> holder = keyed(name);
    if (holder.isPresent() && holder.get() != draft) {
      throw new CatalogException(
          ErrorCode.INSTANCE_ALREADY_EXISTS,
          "%s cannot be renamed to %s: that is asset %s; delete or rename it first"
              .formatted(draft.key(), qualifiedName, holder.get().guid));
    }
    draft.rename(qualifiedName);
    newByName.computeIfAbsent(qualifiedName, fresh -> new ArrayList<>(1)).add(draft);
    return holder.isEmpty();
  }

  /** The name that the asset was made with, which a rename does not change. */
  String firstName(Asset asset) {
    Draft draft = byGuid.get(asset.guid());
    return draft == null || draft.row == null
        ? asset.qualifiedName()
        : draft.row.firstKey().qualifiedName();
  }

  private Draft of(Row row) {
    return byGuid.computeIfAbsent(
        access.rows().guid(row),
        guid -> new Draft(types.entityType(row.key().typeName()), row, access.rows()));
  }
}
