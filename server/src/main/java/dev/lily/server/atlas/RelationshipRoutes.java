package dev.lily.server.atlas;

import static dev.lily.server.atlas.AtlasAccess.DELETE;
import static dev.lily.server.atlas.AtlasAccess.READ;
import static dev.lily.server.atlas.AtlasAccess.WRITE;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RelationshipCatalog;
import dev.lily.graph.RelationshipCatalog.Written;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TypeCatalog;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.DeleteMode;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.asset.RelationshipValues;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.Crossing;
import dev.lily.graph.sight.IndexSight;
import dev.lily.graph.type.RelationshipType;
import dev.lily.graph.type.TypeRegistry;
import dev.lily.notifications.propagation.LineageEdges;
import dev.lily.policy.access.Action;
import dev.lily.server.atlas.RelationshipReader.Wanted;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Relationships by themselves: created, changed, read, deleted. */
final class RelationshipRoutes implements RouteModule {
  private static final String RELATIONSHIP = AtlasRoutes.PREFIX + "/relationship";
  private static final String BY_GUID = RELATIONSHIP + "/guid/{guid}";

  private final AtlasServices services;
  private final RelationshipCatalog relationships;
  private final TypeCatalog types;
  private final ClassificationIndex classifications;
  private final RelationshipReader reader;
  private final EntityAnswers answers;

  RelationshipRoutes(AtlasServices services, EntityFinder finder, EntityAnswers answers) {
    this.services = services;
    relationships = services.relationships();
    types = services.types();
    classifications = services.classifications();
    reader = new RelationshipReader(services, finder);
    this.answers = answers;
  }

  @Override
  public void register(Routes routes) {
    routes
        .post(RELATIONSHIP, WRITE, this::create)
        .put(RELATIONSHIP, WRITE, this::update)
        .get(BY_GUID, READ, this::read)
        .delete(BY_GUID, DELETE, this::delete);
  }

  private ApiResponse create(ApiRequest request) {
    Wanted wanted = reader.create(request.context(), body(request));
    requireFor(request, wanted.values(), wanted.type().propagateTags(), Set.of());
    return written(
        request.context(),
        relationships.relate(
            request.context(),
            wanted.type().name(),
            wanted.end1(),
            wanted.end2(),
            wanted.values()));
  }

  private ApiResponse update(ApiRequest request) {
    JsonFields json = body(request);
    Relationship known = find(request.context(), json.required("guid", "an update"));
    RelationshipValues values = reader.update(request.context(), known, json);
    requireFor(request, values, known.propagateTags(), known.blockedPropagatedClassifications());
    return written(
        request.context(), relationships.update(request.context(), known.guid(), values));
  }

  /** Who lets classifications through, or does not, decides who carries them. */
  private static void requireFor(
      ApiRequest request, RelationshipValues values, PropagateTags tags, Set<String> blocked) {
    if (values.propagateTags().filter(sent -> sent != tags).isPresent()
        || values.blocked().filter(sent -> !sent.equals(blocked)).isPresent()) {
      request.require(Action.CLASSIFY);
    }
  }

  private ApiResponse written(RequestContext context, Written written) {
    Followed followed = services.written().follow(written.position());
    TypeRegistry now = types.types();
    Crossing crossing = crossing(context, now, written.relationship());
    return followed.on(
        JsonAnswer.of(out -> RelationshipCodec.write(out, now, written.relationship(), crossing)));
  }

  private ApiResponse read(ApiRequest request) {
    RequestContext context = request.context();
    Relationship found = find(context, request.pathParam("guid"));
    TypeRegistry now = types.types();
    Crossing crossing = crossing(context, now, found);
    boolean extended = request.flag("extendedInfo");
    List<Guid> guids = List.of(found.end1().guid(), found.end2().guid());
    Map<Guid, Asset> ends = extended ? services.reader().findAll(context, guids) : Map.of();
    return JsonAnswer.of(
        out -> {
          out.writeStartObject();
          out.writeFieldName("relationship");
          RelationshipCodec.write(out, now, found, crossing);
          if (extended) {
            out.writeFieldName("referredEntities");
            answers.headerMap(out, context, ends.values());
          }
          out.writeEndObject();
        });
  }

  private ApiResponse delete(ApiRequest request) {
    DeleteMode mode = EntityDeleteRoutes.mode(request);
    if (mode == DeleteMode.HARD) {
      request.require(Action.PURGE_METADATA);
    }
    Guid guid = find(request.context(), request.pathParam("guid")).guid();
    Written written = relationships.unrelate(request.context(), guid, mode);
    return services.written().follow(written.position()).on(ApiResponse.noContent());
  }

  private Crossing crossing(RequestContext context, TypeRegistry now, Relationship relationship) {
    if (relationship.status() != AssetStatus.ACTIVE) {
      return Crossing.NOTHING;
    }
    RelationshipType type = now.relationshipType(relationship.typeName());
    boolean turned = LineageEdges.isTurned(type);
    Guid from = (turned ? relationship.end2() : relationship.end1()).guid();
    Guid to = (turned ? relationship.end1() : relationship.end2()).guid();
    Crossing crossing =
        classifications.read(context.tenant(), view -> view.crossing(from, to, type.name()));
    IndexSight sight = IndexSight.of(classifications, services.guards(), context);
    return new Crossing(sight.shown(crossing.passing()), sight.shown(crossing.blocked()));
  }

  private Relationship find(RequestContext context, String text) {
    return Guid.parse(text)
        .flatMap(guid -> relationships.findRelationship(context, guid))
        .orElseThrow(
            () ->
                new CatalogException(
                    ErrorCode.RELATIONSHIP_GUID_NOT_FOUND,
                    "Given relationship guid " + text + " is invalid/not found"));
  }

  private static JsonFields body(ApiRequest request) {
    return JsonFields.of(request.json(Map.class), "");
  }
}
