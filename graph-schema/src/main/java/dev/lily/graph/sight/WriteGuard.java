package dev.lily.graph.sight;

import dev.lily.graph.CatalogException;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetBatch;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.ClassificationUpdate;
import dev.lily.graph.asset.DeleteMode;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.asset.RelationshipInput;
import dev.lily.graph.asset.RelationshipValues;
import dev.lily.graph.store.BatchFaults;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.graph.type.Attribute;
import dev.lily.graph.type.EntityType;
import java.util.Collection;
import java.util.List;
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
  private final RemovalGuard removals;

  WriteGuard(GraphCatalog catalog) {
    this.catalog = catalog;
    this.removals = new RemovalGuard(catalog);
  }

  /**
   * The batch as it has to be written, so that nothing that the caller does not see gets lost.
   *
   * @throws CatalogException for what the caller may not do
   */
  AssetBatch checked(RequestContext context, IndexSight sight, AssetBatch batch) {
    if (sight.guard().isOpen()) {
      return batch;
    }
    SentReferences sent = new SentReferences(catalog, context);
    batch
        .upserts()
        .forEach(input -> stored(context, input).ifPresent(asset -> sent.name(input, asset)));
    KeptReferences kept = new KeptReferences(catalog, context, sight, sent);
    List<AssetInput> upserts =
        batch.upserts().stream()
            .map(
                input -> {
                  check(context, sight, input, sent);
                  return kept.of(input, stored(context, input));
                })
            .toList();
    batch.relationships().forEach(edge -> check(context, sight, edge));
    batch.removedRelationships().forEach(edge -> check(context, sight, edge));
    for (AssetKey key : batch.deletions()) {
      catalog
          .find(context, key)
          .ifPresent(asset -> removals.check(context, sight, asset, DeleteMode.SOFT));
    }
    batch.aliases().values().forEach(key -> known(context, sight, AssetAct.WRITE_METADATA, key));
    return new AssetBatch(
        upserts,
        batch.relationships(),
        batch.removedRelationships(),
        batch.deletions(),
        batch.aliases(),
        batch.createShells());
  }

  void check(RequestContext context, IndexSight sight, List<Guid> assets, DeleteMode mode) {
    if (!sight.guard().isOpen()) {
      assets.forEach(
          guid ->
              catalog
                  .find(context, guid)
                  .ifPresent(
                      asset -> {
                        Refusals.requireKnownGuid(sight, asset);
                        removals.check(context, sight, asset, mode);
                      }));
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
                      .ifPresent(
                          asset -> {
                            Refusals.requireKnownGuid(sight, asset);
                            Refusals.require(context, sight, AssetAct.CLASSIFY, asset);
                          }));
    }
  }

  private static void requireKnownGuid(IndexSight sight, AssetInput input, Asset asset) {
    try {
      Refusals.requireKnownGuid(sight, asset);
    } catch (CatalogException unseen) {
      BatchFaults faults = new BatchFaults();
      faults.add(input, unseen);
      faults.throwIfAny();
    }
  }

  private Optional<Asset> stored(RequestContext context, AssetInput input) {
    return Guid.parse(input.guid())
        .flatMap(guid -> catalog.find(context, guid))
        .or(() -> key(input).flatMap(named -> catalog.find(context, named)));
  }

  private void check(
      RequestContext context, IndexSight sight, AssetInput input, SentReferences sent) {
    Optional<AssetKey> key = key(input);
    Optional<Asset> existing = stored(context, input);
    List<Classification> classifications =
        input.classifications().orElse(List.of()).stream()
            .map(one -> new Classification(one.typeName(), NEW))
            .toList();
    if (key.isPresent()) {
      requireFreeName(context, sight, key.get(), input);
    }
    if (existing.isPresent()) {
      if (Guid.parse(input.guid()).isPresent()) {
        requireKnownGuid(sight, input, existing.get());
      }
      Refusals.require(context, sight, AssetAct.WRITE_METADATA, existing.get());
      requireClear(context, sight, existing.get());
      if (!classifications.isEmpty()) {
        Refusals.require(context, sight, AssetAct.CLASSIFY, existing.get());
      }
    } else if (key.isPresent()
        && !mayMake(sight.guard(), new AssetRef(NEW, key.get()), classifications)) {
      throw Refusals.forbidden(context, AssetAct.WRITE_METADATA, key.get(), "");
    }
    Optional<EntityType> type = catalog.types().types().findEntityType(input.typeName());
    Stream.of(input.relationshipAttributes(), input.attributes())
        .forEach(
            values ->
                values.forEach(
                    (name, value) -> {
                      if (type.filter(one -> isReference(one, name)).isPresent()) {
                        checkRefs(sight, sent, value);
                      }
                    }));
  }

  /**
   * Nobody can be given a name that something hidden has: refused as a name that rules keep from
   * the caller is. A rename has to be allowed for the new name too.
   */
  private void requireFreeName(
      RequestContext context, IndexSight sight, AssetKey name, AssetInput input) {
    boolean hidden =
        catalog.find(context, name).filter(one -> !sight.of(one).isVisible()).isPresent();
    boolean refused =
        Guid.parse(input.guid())
            .flatMap(guid -> catalog.find(context, guid))
            .filter(one -> sight.of(one).isVisible())
            .filter(one -> !one.qualifiedName().equals(name.qualifiedName()))
            .filter(
                one ->
                    !sight
                        .guard()
                        .allows(
                            AssetAct.WRITE_METADATA,
                            new AssetRef(
                                one.guid(), new AssetKey(one.typeName(), name.qualifiedName())),
                            sight.carried(one)))
            .isPresent();
    if (hidden || refused) {
      throw Refusals.forbidden(context, AssetAct.WRITE_METADATA, name, "");
    }
  }

  private static boolean isReference(EntityType type, String name) {
    Attribute attribute = type.attributes().get(name);
    return type.relationshipAttributes().containsKey(name)
        || (attribute != null && attribute.isReference());
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
      throw Refusals.forbidden(
          context, AssetAct.WRITE_METADATA, asset.ref().key(), Refusals.WITHHELD);
    }
  }

  /** A reference to what the caller does not see refers to nothing. */
  private static void checkRefs(IndexSight sight, SentReferences sent, @Nullable Object value) {
    if (value instanceof Collection<?> many) {
      many.forEach(one -> checkRefs(sight, sent, one));
    } else if (value != null && sent.all(value).anyMatch(one -> !sight.of(one).isVisible())) {
      throw Refusals.notFound(value);
    }
  }

  /** One end has to be the caller's to change; the other has to be seen. */
  private void check(RequestContext context, IndexSight sight, RelationshipInput edge) {
    Optional<Asset> end1 = catalog.find(context, edge.end1());
    Optional<Asset> end2 = catalog.find(context, edge.end2());
    end1.ifPresent(asset -> Refusals.requireSeen(sight, asset));
    end2.ifPresent(asset -> Refusals.requireSeen(sight, asset));
    if (end1.isPresent()
        && end2.isPresent()
        && !Refusals.isAllowed(sight, AssetAct.WRITE_METADATA, end1.get())
        && !Refusals.isAllowed(sight, AssetAct.WRITE_METADATA, end2.get())) {
      throw Refusals.forbidden(context, AssetAct.WRITE_METADATA, edge.end1(), "");
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
      throw Refusals.forbidden(context, AssetAct.CLASSIFY, stored.end2().key(), Refusals.WITHHELD);
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
    ends.forEach(end -> Refusals.requireSeen(sight, end));
    List<AssetAct> acts =
        changesTravel
            ? List.of(AssetAct.WRITE_METADATA, AssetAct.CLASSIFY)
            : List.of(AssetAct.WRITE_METADATA);
    for (AssetAct act : acts) {
      if (!ends.isEmpty() && ends.stream().noneMatch(end -> Refusals.isAllowed(sight, act, end))) {
        throw Refusals.forbidden(context, act, ends.get(0).ref().key(), "");
      }
    }
  }

  /** Refuses to take away what a deleted origin left at an asset. */
  void checkRelease(RequestContext context, IndexSight sight, Guid asset) {
    if (!sight.guard().isOpen()) {
      catalog
          .find(context, asset)
          .ifPresent(
              found -> {
                Refusals.requireKnownGuid(sight, found);
                Refusals.require(context, sight, AssetAct.CLASSIFY, found);
              });
    }
  }

  private void known(RequestContext context, IndexSight sight, AssetAct act, AssetKey key) {
    catalog.find(context, key).ifPresent(asset -> Refusals.require(context, sight, act, asset));
  }
}
