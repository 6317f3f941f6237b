package dev.lily.server.propagation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.BlockedClassification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.asset.RelationshipValues;
import dev.lily.graph.lineage.EdgeKind;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.lineage.Proposal;
import dev.lily.graph.rule.AssetFacts;
import dev.lily.graph.sight.GuardedCatalog;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.graph.type.RelationshipEnd;
import dev.lily.graph.type.RelationshipType;
import dev.lily.graph.type.TypeRegistry;
import dev.lily.notifications.propagation.LineageEdges;
import dev.lily.server.atlas.JsonFields;
import dev.lily.server.atlas.RelationshipCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads edges that somebody considers to add or to cut, as Atlas's AtlasRelationship. */
final class ProposedEdges {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * What was read.
   *
   * @param ends what rules may ask about them: the index does not know what nothing leads to yet
   */
  private record Proposed(Relationship relationship, Map<Guid, AssetFacts> ends) {}

  private final GuardedCatalog catalog;
  private final ProposedAssets assets;

  ProposedEdges(GuardedCatalog catalog, ProposedAssets assets) {
    this.catalog = catalog;
    this.assets = assets;
  }

  Proposal link(RequestContext context, JsonFields json) {
    Proposed read = relationship(context, json);
    Relationship proposed = read.relationship();
    Optional<Relationship> known = existing(context, proposed);
    Optional<LineageEdge> now = known.flatMap(this::found);
    Optional<LineageEdge> then = found(proposed);
    if (known.isPresent() && now.equals(then) && isSame(known.get(), proposed)) {
      throw new CatalogException(
          ErrorCode.RELATIONSHIP_ALREADY_EXISTS,
          "%s: relationship %s from %s to %s already exists, just so"
              .formatted(
                  json.path(),
                  proposed.typeName(),
                  proposed.end1().guid(),
                  proposed.end2().guid()));
    }
    // One along which nothing travels any more is as good as none.
    return then.isEmpty() && now.isPresent()
        ? cut(now.get())
        : new Proposal.Link(then.orElseGet(() -> edge(proposed)), read.ends());
  }

  Proposal cut(RequestContext context, JsonFields json) {
    Relationship proposed = relationship(context, json).relationship();
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
    return cut(edge);
  }

  private static Proposal cut(LineageEdge edge) {
    return new Proposal.Cut(edge.from(), edge.to(), edge.relationshipType());
  }

  private Optional<LineageEdge> found(Relationship relationship) {
    return LineageEdges.of(type(relationship.typeName()), relationship);
  }

  private Optional<Relationship> existing(RequestContext context, Relationship proposed) {
    return catalog
        .findRelationship(
            context, proposed.end1().guid(), proposed.end2().guid(), proposed.typeName())
        .filter(known -> known.status() == AssetStatus.ACTIVE);
  }

  private Proposed relationship(RequestContext context, JsonFields json) {
    RelationshipType type = type(json.required("typeName", "a relationship"));
    Asset end1 = end(context, json, "end1", type.end1());
    Asset end2 = end(context, json, "end2", type.end2());
    if (end1.guid().equals(end2.guid())) {
      throw ProposedAssets.bad(json, "end2", "is end1 too; an edge leads to another asset");
    }
    Relationship plain =
        new Relationship(
            GraphCatalog.relationshipGuid(end1.guid(), end2.guid(), type),
            type.name(),
            end1.ref(),
            end2.ref(),
            AssetStatus.ACTIVE,
            type.propagateTags(),
            Set.of(),
            Map.of());
    return new Proposed(
        over(existing(context, plain).orElse(plain), type, json),
        Map.of(end1.guid(), facts(end1), end2.guid(), facts(end2)));
  }

  private AssetFacts facts(Asset asset) {
    return new AssetFacts(
        asset.typeName(),
        types().entityType(asset.typeName()).allSuperTypes(),
        asset.ref().key().qualifiedName(),
        asset.certificate());
  }

  /** What the proposal leaves out stays as it is. */
  private Relationship over(Relationship known, RelationshipType type, JsonFields json) {
    RelationshipValues sent = RelationshipCodec.read(json);
    PropagateTags tags = sent.propagateTags().orElse(known.propagateTags());
    if (tags != known.propagateTags() && !type.allows(tags)) {
      throw new CatalogException(
          ErrorCode.INVALID_PROPAGATION_TYPE,
          "%s/propagateTags: %s is not possible, the default of %s is %s"
              .formatted(json.path(), tags, type.name(), type.propagateTags()));
    }
    sent.blocked().ifPresent(blocked -> requireKnown(blocked, json));
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>(known.attributes());
    attributes.putAll(sent.attributes());
    return new Relationship(
        known.guid(),
        known.typeName(),
        known.end1(),
        known.end2(),
        known.status(),
        tags,
        sent.blocked().orElse(known.blockedPropagatedClassifications()),
        attributes);
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

  private void requireKnown(Set<String> blocked, JsonFields json) {
    blocked.stream()
        .map(text -> BlockedClassification.parse(text).typeName())
        .filter(name -> types().findClassificationType(name).isEmpty())
        .findFirst()
        .ifPresent(
            name -> {
              throw ProposedAssets.bad(
                  json,
                  "blockedPropagatedClassifications",
                  "there is no classification type '" + name + "'");
            });
  }

  /** One along which nothing travels is none to the index; adding or cutting it changes nothing. */
  private LineageEdge edge(Relationship proposed) {
    return found(proposed)
        .orElseGet(
            () ->
                LineageEdge.of(
                    proposed.end1().guid(),
                    proposed.end2().guid(),
                    proposed.typeName(),
                    EdgeKind.ASSOCIATION,
                    PropagateTags.NONE));
  }

  private static boolean isSame(Relationship known, Relationship proposed) {
    return known.propagateTags() == proposed.propagateTags()
        && known
            .blockedPropagatedClassifications()
            .equals(proposed.blockedPropagatedClassifications())
        && JSON.valueToTree(known.attributes())
            .toString()
            .equals(JSON.valueToTree(proposed.attributes()).toString());
  }
}
