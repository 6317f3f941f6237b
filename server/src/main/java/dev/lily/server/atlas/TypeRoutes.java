package dev.lily.server.atlas;

import static dev.lily.server.atlas.AtlasAccess.READ_TYPES;
import static dev.lily.server.atlas.AtlasAccess.WRITE_TYPES;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TypeCatalog;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.type.TypeCategory;
import dev.lily.graph.type.TypeDef;
import dev.lily.graph.type.TypesDef;
import dev.lily.graph.type.TypesDefCodec;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.List;
import java.util.Optional;

/** Type definitions: all or one, created, updated, deleted. */
final class TypeRoutes implements RouteModule {
  private static final String TYPES = AtlasRoutes.PREFIX + "/types";

  private final TypeCatalog types;
  private final ClassificationIndex index;
  private final TypeEffects effects;

  TypeRoutes(TypeCatalog types, ClassificationIndex index, TypeEffects effects) {
    this.types = types;
    this.index = index;
    this.effects = effects;
  }

  @Override
  public void register(Routes routes) {
    routes
        .get(TYPES + "/typedefs", READ_TYPES, this::all)
        .get(TYPES + "/typedefs/headers", READ_TYPES, this::headers)
        .get(TYPES + "/typedef/name/{name}", READ_TYPES, r -> answer(byName(r)))
        .get(TYPES + "/typedef/guid/{guid}", READ_TYPES, r -> answer(byGuid(r)))
        .post(TYPES + "/typedefs", WRITE_TYPES, this::create)
        .put(TYPES + "/typedefs", WRITE_TYPES, this::update)
        .delete(TYPES + "/typedefs", WRITE_TYPES, this::delete)
        .delete(TYPES + "/typedef/name/{name}", WRITE_TYPES, this::deleteByName);
    for (TypeCategory category : TypeCategory.values()) {
      String path = TYPES + '/' + TypeFilter.pathOf(category);
      routes
          .get(path + "/name/{name}", READ_TYPES, r -> answer(of(category, byName(r))))
          .get(path + "/guid/{guid}", READ_TYPES, r -> answer(of(category, byGuid(r))));
    }
  }

  private ApiResponse all(ApiRequest request) {
    return json(TypesDefCodec.encode(TypesDef.of(selected(request))));
  }

  private List<TypeDef> selected(ApiRequest request) {
    TypeFilter filter = TypeFilter.of(request);
    return types.types().definitions().all().stream()
        .filter(def -> filter.accepts(types.types(), def))
        .toList();
  }

  private ApiResponse headers(ApiRequest request) {
    List<TypeDef> selected = selected(request);
    return JsonAnswer.of(
        out -> {
          out.writeStartArray();
          for (TypeDef def : selected) {
            out.writeStartObject();
            out.writeStringField("guid", def.head().guid());
            out.writeStringField("name", def.name());
            if (!def.head().serviceType().isEmpty()) {
              out.writeStringField("serviceType", def.head().serviceType());
            }
            out.writeStringField("category", def.category().name());
            out.writeEndObject();
          }
          out.writeEndArray();
        });
  }

  private TypeDef byName(ApiRequest request) {
    String name = request.pathParam("name");
    return found(types.types().findDef(name), ErrorCode.TYPE_NAME_NOT_FOUND, "typename", name);
  }

  private TypeDef byGuid(ApiRequest request) {
    String guid = request.pathParam("guid");
    return found(
        types.types().findDefByGuid(guid), ErrorCode.TYPE_GUID_NOT_FOUND, "type guid", guid);
  }

  private static TypeDef found(Optional<TypeDef> def, ErrorCode code, String what, String value) {
    return def.orElseThrow(
        () -> new CatalogException(code, "Given %s %s was invalid".formatted(what, value)));
  }

  private static TypeDef of(TypeCategory category, TypeDef def) {
    if (def.category() != category) {
      throw new CatalogException(
          ErrorCode.TYPE_NAME_NOT_FOUND,
          "Given typename %s was invalid: it is of category %s, not %s"
              .formatted(def.name(), def.category(), category));
    }
    return def;
  }

  private ApiResponse create(ApiRequest request) {
    return json(TypesDefCodec.encode(types.create(request.context(), sent(request))));
  }

  private ApiResponse update(ApiRequest request) {
    TypesDef sent = sent(request);
    effects.requireConfirmed(request.context(), sent, request.query("confirm", 0));
    ApiResponse changed = json(TypesDefCodec.encode(types.update(request.context(), sent)));
    return sent.relationshipDefs().isEmpty() ? changed : effects.follow().on(changed);
  }

  private ApiResponse delete(ApiRequest request) {
    List<String> names = sent(request).all().stream().map(TypeDef::name).toList();
    names.forEach(this::requireInNoRule);
    types.delete(request.context(), names);
    return ApiResponse.noContent();
  }

  private ApiResponse deleteByName(ApiRequest request) {
    String name = byName(request).name();
    requireInNoRule(name);
    types.delete(request.context(), List.of(name));
    return ApiResponse.noContent();
  }

  private void requireInNoRule(String name) {
    index
        .ruleNaming(name)
        .ifPresent(
            rule -> {
              throw new CatalogException(
                  ErrorCode.TYPE_HAS_REFERENCES,
                  "Given type %s has references: the rule of propagation '%s' names it"
                      .formatted(name, rule));
            });
  }

  private static TypesDef sent(ApiRequest request) {
    TypesDef sent = TypesDefCodec.decode(request.body());
    if (sent.isEmpty()) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "the body holds no type: send enumDefs, structDefs, classificationDefs, entityDefs,"
              + " relationshipDefs or businessMetadataDefs");
    }
    return sent;
  }

  private static ApiResponse answer(TypeDef def) {
    return json(TypesDefCodec.encode(def));
  }

  private static ApiResponse json(byte[] bytes) {
    return ApiResponse.raw("application/json", bytes);
  }
}
