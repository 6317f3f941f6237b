package dev.lily.graph.sight;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetBatch;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetView;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.ClassificationUpdate;
import dev.lily.graph.asset.DeleteMode;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.asset.RelationshipInput;
import dev.lily.graph.asset.RelationshipValues;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.graph.type.Attribute;
import dev.lily.graph.type.EntityType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what a caller may not do to an asset: 403 with the act and the asset where the caller
 * sees it, else 404 as for one that does not exist.
 */
final class WriteGuard {
  private static final String QUALIFIED_NAME = "qualifiedName";

  /** The guid of what is not there yet. */
  private static final Guid NEW = new Guid(0, 0);

  private final GraphCatalog catalog;

  WriteGuard(GraphCatalog catalog) {
    this.catalog = catalog;
  }

  void check(RequestContext context, IndexSight sight, AssetBatch batch) {
    if (sight.guard().isOpen()) {
      return;
    }
    batch.upserts().forEach(input -> check(context, sight, input));
    batch.relationships().forEach(edge -> check(context, sight, edge));
    batch.removedRelationships().forEach(edge -> check(context, sight, edge));
    for (AssetKey key : batch.deletions()) {
      catalog.find(context, key).ifPresent(asset -> remove(context, sight, asset, DeleteMode.SOFT));
    }
    batch.aliases().values().forEach(key -> known(context, sight, AssetAct.WRITE_METADATA, key));
  }

  void check(RequestContext context, IndexSight sight, List<Guid> assets, DeleteMode mode) {
    if (!sight.guard().isOpen()) {
      assets.forEach(
          guid ->
              catalog.find(context, guid).ifPresent(asset -> remove(context, sight, asset, mode)));
    }
  }

  void check(RequestContext context, IndexSight sight, List<ClassificationUpdate> updates) {
    if (!sight.guard().isOpen()) {
      updates.stream()
          .map(ClassificationUpdate::asset)
          .distinct()
          .forEach(
              guid ->
                  catalog
                      .find(context, guid)
                      .ifPresent(asset -> require(context, sight, AssetAct.CLASSIFY, asset)));
    }
  }

  /** What an asset owns goes with it. */
  private void remove(RequestContext context, IndexSight sight, Asset asset, DeleteMode mode) {
    AssetAct act = mode == DeleteMode.HARD ? AssetAct.PURGE_METADATA : AssetAct.DELETE_METADATA;
    require(context, sight, act, asset);
    for (AssetView owned : catalog.viewWithOwned(context, asset.guid())) {
      if (!isAllowed(sight, act, owned.asset())) {
        throw forbidden(context, act, asset.ref().key(), ", because of something that it owns");
      }
    }
  }

  private void check(RequestContext context, IndexSight sight, AssetInput input) {
    Optional<AssetKey> key = key(input);
    Optional<Asset> existing =
        Guid.parse(input.guid())
            .flatMap(guid -> catalog.find(context, guid))
            .or(() -> key.flatMap(named -> catalog.find(context, named)));
    List<Classification> sent =
        input.classifications().orElse(List.of()).stream()
            .map(one -> new Classification(one.typeName(), NEW))
            .toList();
    if (existing.isPresent()) {
      require(context, sight, AssetAct.WRITE_METADATA, existing.get());
      requireClear(context, sight, existing.get());
      if (!sent.isEmpty()) {
        require(context, sight, AssetAct.CLASSIFY, existing.get());
      }
    } else if (key.isPresent() && !mayMake(sight.guard(), new AssetRef(NEW, key.get()), sent)) {
      throw forbidden(context, AssetAct.WRITE_METADATA, key.get(), "");
    }
    input.relationshipAttributes().values().forEach(value -> checkRefs(context, sight, value));
    input.attributes().values().forEach(value -> checkRefs(context, sight, value));
  }

  private static boolean mayMake(AssetGuard guard, AssetRef asset, List<Classification> sent) {
    return guard.allows(AssetAct.WRITE_METADATA, asset, sent)
        && (sent.isEmpty() || guard.allows(AssetAct.CLASSIFY, asset, sent));
  }

  private Optional<AssetKey> key(AssetInput input) {
    return catalog
        .types()
        .types()
        .findEntityType(input.typeName())
        .map(WriteGuard::identity)
        .map(input.attributes()::get)
        .map(name -> new AssetKey(input.typeName(), name.toString()));
  }

  private static String identity(EntityType type) {
    List<String> unique = type.uniqueAttributes().stream().map(Attribute::name).toList();
    return unique.contains(QUALIFIED_NAME) || unique.isEmpty() ? QUALIFIED_NAME : unique.get(0);
  }

  /** Who does not see all of an asset would write over what is left out. */
  private static void requireClear(RequestContext context, IndexSight sight, Asset asset) {
    if (!sight.of(asset).redaction().isNothing()) {
      throw forbidden(
          context, AssetAct.WRITE_METADATA, asset.ref().key(), ", whose details are withheld");
    }
  }

  /** A reference to what the caller does not see refers to nothing. */
  private void checkRefs(RequestContext context, IndexSight sight, @Nullable Object value) {
    if (value instanceof Collection<?> many) {
      many.forEach(one -> checkRefs(context, sight, one));
    } else if (value instanceof Map<?, ?> id) {
      Optional<Asset> meant = Optional.empty();
      if (id.get("guid") instanceof String text && Guid.parse(text).isPresent()) {
        meant = Guid.parse(text).flatMap(guid -> catalog.find(context, guid));
      } else if (id.get("typeName") instanceof String type
          && id.get("uniqueAttributes") instanceof Map<?, ?> unique) {
        meant =
            unique.values().stream()
                .filter(Objects::nonNull)
                .flatMap(
                    name -> catalog.find(context, new AssetKey(type, name.toString())).stream())
                .findFirst();
      }
      if (meant.filter(asset -> !sight.of(asset).isVisible()).isPresent()) {
        throw new CatalogException(
            ErrorCode.REFERENCED_ENTITY_NOT_FOUND,
            "Referenced entity AtlasObjectId" + id + " is not found");
      }
    }
  }

  /** One end has to be the caller's to change; the other has to be seen. */
  private void check(RequestContext context, IndexSight sight, RelationshipInput edge) {
    Optional<Asset> end1 = catalog.find(context, edge.end1());
    Optional<Asset> end2 = catalog.find(context, edge.end2());
    end1.ifPresent(asset -> requireSeen(sight, asset));
    end2.ifPresent(asset -> requireSeen(sight, asset));
    if (end1.isPresent()
        && end2.isPresent()
        && !isAllowed(sight, AssetAct.WRITE_METADATA, end1.get())
        && !isAllowed(sight, AssetAct.WRITE_METADATA, end2.get())) {
      throw forbidden(context, AssetAct.WRITE_METADATA, edge.end1(), "");
    }
  }

  /** Whether something is said about what may travel over the relationship. */
  static boolean changesTravel(RelationshipValues values) {
    return values.propagateTags().isPresent() || values.blocked().isPresent();
  }

  /**
   * Refuses a change of a stored relationship. Who does not see the origin of a classification that
   * it blocks would write over that block.
   */
  void check(
      RequestContext context, IndexSight sight, Relationship stored, RelationshipValues values) {
    if (sight.guard().isOpen()) {
      return;
    }
    boolean travel =
        values.propagateTags().filter(tags -> tags != stored.propagateTags()).isPresent()
            || values
                .blocked()
                .filter(blocked -> !blocked.equals(stored.blockedPropagatedClassifications()))
                .isPresent();
    checkEnds(context, sight, stored.end1().guid(), stored.end2().guid(), travel);
    if (travel
        && !sight
            .shownBlocks(stored.blockedPropagatedClassifications())
            .equals(stored.blockedPropagatedClassifications())) {
      throw forbidden(
          context, AssetAct.CLASSIFY, stored.end2().key(), ", whose details are withheld");
    }
  }

  /** Both ends have to be seen, and one has to be the caller's to change. */
  void checkEnds(
      RequestContext context, IndexSight sight, Guid end1, Guid end2, boolean changesTravel) {
    if (sight.guard().isOpen()) {
      return;
    }
    List<Asset> ends =
        Stream.of(end1, end2).flatMap(guid -> catalog.find(context, guid).stream()).toList();
    ends.forEach(end -> requireSeen(sight, end));
    List<AssetAct> acts =
        changesTravel
            ? List.of(AssetAct.WRITE_METADATA, AssetAct.CLASSIFY)
            : List.of(AssetAct.WRITE_METADATA);
    for (AssetAct act : acts) {
      if (!ends.isEmpty() && ends.stream().noneMatch(end -> isAllowed(sight, act, end))) {
        throw forbidden(context, act, ends.get(0).ref().key(), "");
      }
    }
  }

  /** Refuses to take away what a deleted origin left at an asset. */
  void checkRelease(RequestContext context, IndexSight sight, Guid asset) {
    if (!sight.guard().isOpen()) {
      catalog
          .find(context, asset)
          .ifPresent(found -> require(context, sight, AssetAct.CLASSIFY, found));
    }
  }

  private void known(RequestContext context, IndexSight sight, AssetAct act, AssetKey key) {
    catalog.find(context, key).ifPresent(asset -> require(context, sight, act, asset));
  }

  private static boolean isAllowed(IndexSight sight, AssetAct act, Asset asset) {
    return sight.guard().allows(act, asset.ref(), sight.carried(asset));
  }

  private static void require(RequestContext context, IndexSight sight, AssetAct act, Asset asset) {
    requireSeen(sight, asset);
    if (!isAllowed(sight, act, asset)) {
      throw forbidden(context, act, asset.ref().key(), "");
    }
  }

  private static void requireSeen(IndexSight sight, Asset asset) {
    if (!sight.of(asset).isVisible()) {
      throw new CatalogException(
          ErrorCode.INSTANCE_NOT_FOUND,
          "Given instance is invalid/not found: the request names an entity that is not there");
    }
  }

  private static CatalogException forbidden(
      RequestContext context, AssetAct act, AssetKey asset, String why) {
    return new CatalogException(
        ErrorCode.UNAUTHORIZED_ACCESS,
        "%s is not authorized to perform %s on %s '%s'%s"
            .formatted(
                context.principal().name(), act, asset.typeName(), asset.qualifiedName(), why));
  }
}
