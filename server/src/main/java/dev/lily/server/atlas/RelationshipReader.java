package dev.lily.server.atlas;

import dev.lily.graph.Catalog;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TypeCatalog;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.asset.RelationshipValues;
import dev.lily.graph.type.EntityType;
import dev.lily.graph.type.RelationshipType;
import dev.lily.graph.type.TypeRegistry;
import java.util.Optional;

/** Relationships as somebody sends them. */
final class RelationshipReader {
  private final Catalog catalog;
  private final TypeCatalog types;
  private final EntityFinder finder;

  RelationshipReader(AtlasServices services, EntityFinder finder) {
    catalog = services.catalog();
    types = services.types();
    this.finder = finder;
  }

  /** A relationship that somebody wants, its ends in the order of the type. */
  record Wanted(RelationshipType type, Guid end1, Guid end2, RelationshipValues values) {}

  Wanted create(RequestContext context, JsonFields json) {
    refuseForeign(json);
    RelationshipType type = type(json.required("typeName", "a relationship"));
    Asset end1 = end(context, json, "end1");
    Asset end2 = end(context, json, "end2");
    RelationshipValues values = RelationshipCodec.read(json);
    return !fits(type, end1, end2) && fits(type, end2, end1)
        ? new Wanted(type, end2.guid(), end1.guid(), turned(values))
        : new Wanted(type, end1.guid(), end2.guid(), values);
  }

  /** What is to change of a known relationship; another type or other ends are refused. */
  RelationshipValues update(RequestContext context, Relationship known, JsonFields json) {
    refuseForeign(json);
    String type = json.text("typeName");
    if (!type.isEmpty() && !type.equals(known.typeName())) {
      throw new CatalogException(
          ErrorCode.RELATIONSHIP_UPDATE_TYPE_CHANGE_NOT_ALLOWED,
          "change of relationship type is not permitted. relationship-guid=%s, current-type=%s, new-type=%s"
              .formatted(known.guid(), known.typeName(), type));
    }
    requireSame(context, known, json, "end1", known.end1().guid());
    requireSame(context, known, json, "end2", known.end2().guid());
    return RelationshipCodec.read(json);
  }

  private void requireSame(
      RequestContext context, Relationship known, JsonFields json, String name, Guid end) {
    if (!json.has(name)) {
      return;
    }
    Guid sent = end(context, json, name).guid();
    if (!sent.equals(end)) {
      throw new CatalogException(
          ErrorCode.RELATIONSHIP_UPDATE_END_CHANGE_NOT_ALLOWED,
          "change of relationship end is not permitted (%s). relationship-type=%s, relationship-guid=%s, end-guid=%s, updated-end-guid=%s"
              .formatted(name, known.typeName(), known.guid(), end, sent));
    }
  }

  /** What only a federation of catalogs has. */
  private static void refuseForeign(JsonFields json) {
    if (!json.text("homeId").isEmpty() || json.number("provenanceType", 0) != 0) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "homeId and provenanceType: Lily keeps no relationships of other catalogs; leave them out");
    }
  }

  private RelationshipType type(String name) {
    return types
        .types()
        .findRelationshipType(name)
        .orElseThrow(
            () ->
                new CatalogException(
                    ErrorCode.TYPE_NAME_INVALID,
                    "typeName: Type RELATIONSHIP with name " + name + " does not exist"));
  }

  private Asset end(RequestContext context, JsonFields json, String name) {
    JsonFields id =
        json.object(name)
            .orElseThrow(
                () ->
                    new CatalogException(
                        ErrorCode.RELATIONSHIP_END_IS_NULL,
                        "Relationship end is invalid. Expected " + name + " but is NULL"));
    if (id.has("guid")) {
      String text = id.text("guid");
      return Guid.parse(text)
          .flatMap(guid -> catalog.find(context, guid))
          .orElseThrow(() -> absent(name, text, ErrorCode.INSTANCE_GUID_NOT_FOUND));
    }
    EntityType type = finder.type(id.required("typeName", name));
    return catalog
        .find(context, EntityFinder.key(type, id.map("uniqueAttributes")))
        .orElseThrow(
            () ->
                absent(
                    name,
                    type.name() + " " + id.map("uniqueAttributes"),
                    ErrorCode.INSTANCE_BY_UNIQUE_ATTRIBUTE_NOT_FOUND));
  }

  private static CatalogException absent(String name, String id, ErrorCode code) {
    return new CatalogException(code, name + ": Given instance " + id + " is invalid/not found");
  }

  private boolean fits(RelationshipType type, Asset end1, Asset end2) {
    TypeRegistry now = types.types();
    return now.entityType(end1.typeName()).isSubTypeOf(type.end1().def().type())
        && now.entityType(end2.typeName()).isSubTypeOf(type.end2().def().type());
  }

  private static RelationshipValues turned(RelationshipValues values) {
    Optional<PropagateTags> turned =
        values
            .propagateTags()
            .map(
                tags ->
                    switch (tags) {
                      case ONE_TO_TWO -> PropagateTags.TWO_TO_ONE;
                      case TWO_TO_ONE -> PropagateTags.ONE_TO_TWO;
                      case NONE, BOTH -> tags;
                    });
    return new RelationshipValues(turned, values.blocked(), values.attributes());
  }
}
