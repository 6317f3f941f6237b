package dev.lily.server.propagation;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.lineage.Proposal;
import dev.lily.graph.sight.GuardedCatalog;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.graph.type.RelationshipEnd;
import dev.lily.graph.type.RelationshipType;
import dev.lily.graph.type.TypeRegistry;
import dev.lily.notifications.propagation.LineageEdges;
import dev.lily.server.atlas.JsonFields;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Reads edges that somebody considers to add or to cut, as Atlas's AtlasRelationship. */
final class ProposedEdges {
  private final GuardedCatalog catalog;
  private final ProposedAssets assets;

  ProposedEdges(GuardedCatalog catalog, ProposedAssets assets) {
    this.catalog = catalog;
    this.assets = assets;
  }

  Proposal link(RequestContext context, JsonFields json) {
    Relationship proposed = relationship(context, json);
    LineageEdge edge = edge(proposed);
    boolean same =
        existing(context, proposed)
            .flatMap(known -> LineageEdges.of(type(proposed.typeName()), known))
            .filter(edge::equals)
            .isPresent();
    if (same) {
      throw new CatalogException(
          ErrorCode.RELATIONSHIP_ALREADY_EXISTS,
          "%s: relationship %s from %s to %s already exists, just so"
              .formatted(
                  json.path(),
                  proposed.typeName(),
                  proposed.end1().guid(),
                  proposed.end2().guid()));
    }
    return new Proposal.Link(edge);
  }

  Proposal cut(RequestContext context, JsonFields json) {
    Relationship proposed = relationship(context, json);
    LineageEdge edge = edge(proposed);
    if (existing(context, proposed).isEmpty()) {
      throw new CatalogException(
          ErrorCode.RELATIONSHIP_GUID_NOT_FOUND,
          "%s: there is no active relationship %s from end1 %s to end2 %s"
              .formatted(
                  json.path(),
                  proposed.typeName(),
                  proposed.end1().guid(),
                  proposed.end2().guid()));
    }
    return new Proposal.Cut(edge.from(), edge.to(), edge.relationshipType());
  }

  private Optional<Relationship> existing(RequestContext context, Relationship proposed) {
    return catalog
        .findRelationship(
            context, proposed.end1().guid(), proposed.end2().guid(), proposed.typeName())
        .filter(known -> known.status() == AssetStatus.ACTIVE);
  }

  private Relationship relationship(RequestContext context, JsonFields json) {
    RelationshipType type = type(json.required("typeName", "a relationship"));
    Asset end1 = end(context, json, "end1", type.end1());
    Asset end2 = end(context, json, "end2", type.end2());
    if (end1.guid().equals(end2.guid())) {
      throw ProposedAssets.bad(json, "end2", "is end1 too; an edge leads to another asset");
    }
    Relationship proposed =
        new Relationship(
            GraphCatalog.relationshipGuid(end1.guid(), end2.guid(), type),
            type.name(),
            end1.ref(),
            end2.ref(),
            AssetStatus.ACTIVE,
            propagateTags(json, type),
            blocked(json),
            json.map("attributes"));
    return existing(context, proposed).map(known -> over(known, proposed, json)).orElse(proposed);
  }

  /** What the proposal leaves out stays as it is. */
  private static Relationship over(Relationship known, Relationship proposed, JsonFields json) {
    Set<String> said = json.fields().keySet();
    return new Relationship(
        proposed.guid(),
        proposed.typeName(),
        proposed.end1(),
        proposed.end2(),
        proposed.status(),
        said.contains("propagateTags") ? proposed.propagateTags() : known.propagateTags(),
        said.contains("blockedPropagatedClassifications")
            ? proposed.blockedPropagatedClassifications()
            : known.blockedPropagatedClassifications(),
        said.contains("attributes") ? proposed.attributes() : known.attributes());
  }

  private RelationshipType type(String name) {
    return types()
        .findRelationshipType(name)
        .orElseThrow(
            () ->
                new CatalogException(
                    ErrorCode.TYPE_NAME_NOT_FOUND, "there is no relationship type '" + name + "'"));
  }

  private TypeRegistry types() {
    return catalog.types().types();
  }

  private Asset end(
      RequestContext context, JsonFields json, String name, RelationshipEnd expected) {
    JsonFields reference =
        json.object(name)
            .orElseThrow(() -> ProposedAssets.bad(json, name, "an object with a guid is needed"));
    Asset asset = assets.read(context, reference);
    String type = expected.def().type();
    if (!types().entityType(asset.typeName()).isSubTypeOf(type)) {
      throw new CatalogException(
          ErrorCode.INVALID_RELATIONSHIP_END_TYPE,
          "%s/%s must be a %s, not a %s".formatted(json.path(), name, type, asset.typeName()));
    }
    return asset;
  }

  private static PropagateTags propagateTags(JsonFields json, RelationshipType type) {
    String text = json.text("propagateTags");
    return Arrays.stream(PropagateTags.values())
        .filter(value -> value.name().equals(text))
        .findFirst()
        .orElseGet(
            () -> {
              if (!text.isEmpty()) {
                throw ProposedAssets.bad(
                    json, "propagateTags", "one of " + Arrays.toString(PropagateTags.values()));
              }
              return type.propagateTags();
            });
  }

  private Set<String> blocked(JsonFields json) {
    Set<String> blocked = Set.copyOf(json.texts("blockedPropagatedClassifications"));
    blocked.stream()
        .filter(name -> types().findClassificationType(name).isEmpty())
        .findFirst()
        .ifPresent(
            name -> {
              throw ProposedAssets.bad(
                  json,
                  "blockedPropagatedClassifications",
                  "there is no classification type '" + name + "'");
            });
    return blocked;
  }

  private LineageEdge edge(Relationship proposed) {
    return LineageEdges.of(type(proposed.typeName()), proposed)
        .orElseThrow(
            () ->
                new CatalogException(
                    ErrorCode.BAD_REQUEST,
                    "nothing travels along a relationship %s with propagateTags NONE"
                        .formatted(proposed.typeName())));
  }
}
