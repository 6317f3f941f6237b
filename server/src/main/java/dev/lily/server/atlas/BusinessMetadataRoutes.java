package dev.lily.server.atlas;

import static dev.lily.server.atlas.AtlasAccess.WRITE;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TypeCatalog;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.type.BusinessMetadataType;
import dev.lily.graph.type.BusinessMetadataType.BusinessAttribute;
import dev.lily.graph.type.EntityType;
import dev.lily.graph.type.Faults;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The business metadata of an entity: put, taken away. */
final class BusinessMetadataRoutes implements RouteModule {
  private static final String PATH = AtlasRoutes.PREFIX + "/entity/guid/{guid}/businessmetadata";

  private final TypeCatalog types;
  private final PartialUpdate update;
  private final EntityFinder finder;
  private final OneAtATime changing = new OneAtATime();

  BusinessMetadataRoutes(AtlasServices services, EntityFinder finder) {
    types = services.types();
    update = new PartialUpdate(services);
    this.finder = finder;
  }

  @Override
  public void register(Routes routes) {
    routes
        .post(PATH, WRITE, r -> alone(r, () -> put(r, all(r))))
        .post(PATH + "/{name}", WRITE, r -> alone(r, () -> put(r, one(r))))
        .delete(PATH, WRITE, r -> alone(r, () -> remove(r, all(r))))
        .delete(PATH + "/{name}", WRITE, r -> alone(r, () -> remove(r, one(r))));
  }

  private ApiResponse alone(ApiRequest request, Supplier<ApiResponse> work) {
    return changing.on(EntityFinder.guid(request.pathParam("guid")), work);
  }

  private static JsonFields body(ApiRequest request) {
    return JsonFields.of(request.json(Map.class), "");
  }

  /** The values of the named one; Atlas's own client wraps them in an object of that name. */
  private static Map<String, Map<String, @Nullable Object>> one(ApiRequest request) {
    String name = request.pathParam("name");
    JsonFields body = body(request);
    boolean wrapped = body.fields().size() == 1 && body.fields().get(name) instanceof Map;
    return Map.of(name, wrapped ? body.map(name) : body.fields());
  }

  private static Map<String, Map<String, @Nullable Object>> all(ApiRequest request) {
    JsonFields body = body(request);
    Map<String, Map<String, @Nullable Object>> all = new LinkedHashMap<>();
    body.fields().keySet().forEach(name -> all.put(name, body.map(name)));
    return all;
  }

  /** Adds and replaces values; with {@code isOverwrite=true} nothing else stays. */
  private ApiResponse put(ApiRequest request, Map<String, Map<String, @Nullable Object>> sent) {
    Asset asset = EntityFinder.active(finder.byGuid(request));
    Map<String, Map<String, @Nullable Object>> next = new LinkedHashMap<>();
    if (request.flag("isOverwrite")) {
      asset.businessAttributes().keySet().forEach(name -> next.put(name, Map.of()));
    }
    boolean keep = next.isEmpty();
    sent.forEach(
        (name, values) -> {
          Map<String, @Nullable Object> merged =
              new LinkedHashMap<>(
                  keep ? asset.businessAttributes().getOrDefault(name, Map.of()) : Map.of());
          merged.putAll(checked(asset, name, values));
          merged.values().removeIf(value -> value == null);
          next.put(name, merged);
        });
    return write(request, asset, next);
  }

  private ApiResponse remove(ApiRequest request, Map<String, Map<String, @Nullable Object>> sent) {
    Asset asset = EntityFinder.active(finder.byGuid(request));
    Map<String, Map<String, @Nullable Object>> next = new LinkedHashMap<>();
    sent.forEach(
        (name, values) -> {
          Map<String, @Nullable Object> rest =
              new LinkedHashMap<>(asset.businessAttributes().getOrDefault(name, Map.of()));
          values.keySet().forEach(rest::remove);
          next.put(name, values.isEmpty() ? Map.of() : rest);
        });
    return write(request, asset, next);
  }

  private ApiResponse write(
      ApiRequest request, Asset asset, Map<String, Map<String, @Nullable Object>> next) {
    return update.apply(
        request.context(),
        new AssetInput(
            asset.guid().toString(),
            asset.typeName(),
            Map.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            next));
  }

  private Map<String, @Nullable Object> checked(
      Asset asset, String name, Map<String, @Nullable Object> values) {
    EntityType entity = types.types().entityType(asset.typeName());
    BusinessMetadataType type = types.types().businessMetadataType(name);
    Faults faults = new Faults();
    Map<String, @Nullable Object> checked = new LinkedHashMap<>();
    values.forEach(
        (attribute, value) -> {
          BusinessAttribute known = type.attributes().get(attribute);
          if (known == null || !known.isApplicableTo(entity)) {
            faults.add(
                "%s.%s: invalid business attribute for type %s"
                    .formatted(name, attribute, entity.name()));
          } else {
            checked.put(attribute, value == null ? null : known.normalize(value, faults));
          }
        });
    if (!faults.isEmpty()) {
      throw new CatalogException(
          ErrorCode.INSTANCE_CRUD_INVALID_PARAMS,
          "Invalid instance creation/updation parameters passed : "
              + String.join("; ", faults.list()));
    }
    return checked;
  }
}
