package dev.lily.graph.sight;

import dev.lily.graph.CatalogException;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.AssetView;
import dev.lily.graph.asset.AssetView.Related;
import dev.lily.graph.asset.DeleteMode;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.graph.type.EntityType;
import dev.lily.graph.type.RelationshipEnd;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps, in lists of references that callers send, what they do not see of them: a list replaces
 * the stored one, and what a caller cannot know cannot be meant to be left out. What is seen and
 * left out of what an asset owns is deleted by that, so it has to be the caller's to delete.
 */
final class KeptReferences {
  private final GraphCatalog catalog;
  private final RequestContext context;
  private final IndexSight sight;
  private final SentReferences sent;
  private final RemovalGuard removals;

  KeptReferences(
      GraphCatalog catalog, RequestContext context, IndexSight sight, SentReferences sent) {
    this.catalog = catalog;
    this.context = context;
    this.sight = sight;
    this.sent = sent;
    this.removals = new RemovalGuard(catalog);
  }

  /** The input as it has to be written to the stored asset; for a new one nothing is kept. */
  AssetInput of(AssetInput input, Optional<Asset> stored) {
    Optional<EntityType> type = catalog.types().types().findEntityType(input.typeName());
    if (type.isEmpty()) {
      return input;
    }
    return new AssetInput(
        input.guid(),
        input.typeName(),
        kept(type.get(), input.attributes(), stored),
        kept(type.get(), input.relationshipAttributes(), stored),
        input.classifications(),
        input.labels(),
        input.customAttributes(),
        input.businessAttributes(),
        input.place());
  }

  private Map<String, @Nullable Object> kept(
      EntityType type, Map<String, @Nullable Object> values, Optional<Asset> stored) {
    Map<String, @Nullable Object> kept = new LinkedHashMap<>(values);
    kept.replaceAll(
        (name, value) ->
            type.relationshipEnd(name, value).map(end -> kept(end, value, stored)).orElse(value));
    return kept;
  }

  private @Nullable Object kept(
      RelationshipEnd end, @Nullable Object value, Optional<Asset> stored) {
    List<@Nullable Object> references = list(value);
    Set<Guid> named =
        references.stream()
            .flatMap(
                one -> one == null ? Optional.<Asset>empty().stream() : sent.find(one).stream())
            .map(Asset::guid)
            .collect(Collectors.toSet());
    named.forEach(other -> requireFree(end, other, stored));
    if (stored.isEmpty()) {
      return value;
    }
    Members members = members(end, stored.get().guid());
    if (end.isOwner()) {
      members.seen().stream()
          .filter(guid -> !named.contains(guid))
          .flatMap(guid -> catalog.find(context, guid).stream())
          .forEach(left -> removals.check(context, sight, left, DeleteMode.SOFT));
    }
    List<Guid> unseen = members.unseen().stream().filter(guid -> !named.contains(guid)).toList();
    if (unseen.isEmpty()) {
      return value;
    }
    if (end.isSingle() && !references.isEmpty()) {
      throw withheld(stored.get());
    }
    unseen.forEach(guid -> references.add(reference(end, guid)));
    return end.isSingle() ? references.get(0) : references;
  }

  /** An asset that takes one such relationship would lose the one it has to what is not seen. */
  private void requireFree(RelationshipEnd end, Guid other, Optional<Asset> stored) {
    RelationshipEnd far = new RelationshipEnd(end.relationship(), 3 - end.number());
    if (sight.guard().seesEverything() || !far.isSingle()) {
      return;
    }
    boolean taken =
        members(far, other).unseen().stream()
            .anyMatch(holder -> stored.filter(one -> one.guid().equals(holder)).isEmpty());
    if (taken) {
      catalog.find(context, other).ifPresent(this::refuse);
    }
  }

  private void refuse(Asset asset) {
    throw withheld(asset);
  }

  private CatalogException withheld(Asset asset) {
    return Refusals.forbidden(
        context, AssetAct.WRITE_METADATA, asset.ref().key(), Refusals.WITHHELD);
  }

  private static Map<String, Object> reference(RelationshipEnd end, Guid guid) {
    return Map.of("guid", guid.toString(), "relationshipType", end.relationship().name());
  }

  private static List<@Nullable Object> list(@Nullable Object value) {
    if (value instanceof Collection<?> many) {
      return new ArrayList<>(many);
    }
    return value == null ? new ArrayList<>() : new ArrayList<>(List.of(value));
  }

  /** To whom an asset is related by one end of a relationship, as far as that is shown or not. */
  private record Members(List<Guid> seen, List<Guid> unseen) {}

  private Members members(RelationshipEnd end, Guid asset) {
    Optional<AssetView> view = catalog.view(context, asset);
    Set<Guid> shown =
        view.flatMap(new ShownRelationships(catalog, context, sight)::shown).stream()
            .flatMap(visible -> visible.related().stream())
            .map(one -> one.relationship().guid())
            .collect(Collectors.toSet());
    Map<Boolean, List<Guid>> parted =
        view.stream()
            .flatMap(all -> all.related().stream())
            .filter(one -> isAt(end, asset, one))
            .collect(
                Collectors.partitioningBy(
                    one -> shown.contains(one.relationship().guid()),
                    Collectors.mapping(one -> one.other().guid(), Collectors.toList())));
    return new Members(parted.getOrDefault(true, List.of()), parted.getOrDefault(false, List.of()));
  }

  private static boolean isAt(RelationshipEnd end, Guid asset, Related one) {
    Relationship edge = one.relationship();
    return edge.status() == AssetStatus.ACTIVE
        && edge.typeName().equals(end.relationship().name())
        && (end.number() == 1 ? edge.end1() : edge.end2()).guid().equals(asset);
  }
}
