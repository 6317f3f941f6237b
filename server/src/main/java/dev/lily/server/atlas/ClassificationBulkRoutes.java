package dev.lily.server.atlas;

import static dev.lily.server.atlas.AtlasAccess.CLASSIFY;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.ClassificationUpdate;
import dev.lily.graph.asset.ClassificationUpdate.Operation;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.type.EntityType;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One classification on many entities, and the classifications of many entities as they shall be.
 */
final class ClassificationBulkRoutes implements RouteModule {
  private static final String BULK = AtlasRoutes.PREFIX + "/entity/bulk";

  private final AtlasServices services;
  private final EntityFinder finder;
  private final ClassificationWriter writer;

  ClassificationBulkRoutes(AtlasServices services, EntityFinder finder) {
    this.services = services;
    this.finder = finder;
    writer = new ClassificationWriter(services);
  }

  @Override
  public void register(Routes routes) {
    routes
        .post(BULK + "/classification", CLASSIFY, this::add)
        .post(BULK + "/setClassifications", CLASSIFY, this::set);
  }

  private ApiResponse add(ApiRequest request) {
    JsonFields body = JsonFields.of(request.json(Map.class), "");
    JsonFields classification =
        body.object("classification")
            .filter(json -> json.has("typeName"))
            .orElseThrow(() -> refused("no classification"));
    Set<Guid> guids = guids(request, body);
    if (guids.isEmpty() || guids.size() > services.limits().bulkGuids()) {
      throw refused("name 1 to " + services.limits().bulkGuids() + " entities");
    }
    Collection<Asset> assets = services.reader().findAll(request.context(), guids).values();
    refuseUnknown(guids, assets);
    List<ClassificationUpdate> updates =
        assets.stream()
            .map(EntityFinder::active)
            .map(asset -> update(asset, Operation.ADD, List.of(writer.read(asset, classification))))
            .toList();
    return writer.write(request.context(), updates).on(ApiResponse.noContent());
  }

  private Set<Guid> guids(ApiRequest request, JsonFields body) {
    Set<Guid> guids = new LinkedHashSet<>();
    body.texts("entityGuids").forEach(guid -> guids.add(EntityFinder.guid(guid)));
    List<JsonFields> named = body.objects("entitiesUniqueAttributes");
    if (!named.isEmpty()) {
      EntityType type = finder.type(body.required("entityTypeName", "entitiesUniqueAttributes"));
      for (JsonFields attributes : named) {
        AssetKey key = EntityFinder.key(type, attributes.fields());
        services
            .catalog()
            .find(request.context(), key)
            .map(Asset::guid)
            .ifPresentOrElse(guids::add, () -> refuseUnknown(key));
      }
    }
    return guids;
  }

  private static void refuseUnknown(AssetKey key) {
    throw new CatalogException(
        ErrorCode.INSTANCE_BY_UNIQUE_ATTRIBUTE_NOT_FOUND,
        "Instance %s with unique attribute {qualifiedName=%s} does not exist"
            .formatted(key.typeName(), key.qualifiedName()));
  }

  private static void refuseUnknown(Set<Guid> guids, Collection<Asset> assets) {
    Set<Guid> unknown = new LinkedHashSet<>(guids);
    assets.forEach(asset -> unknown.remove(asset.guid()));
    unknown.stream()
        .findFirst()
        .ifPresent(
            guid -> {
              throw EntityFinder.unknown(guid.toString());
            });
  }

  /**
   * Makes the own classifications of each entity those of its header, as Atlas's
   * ClassificationAssociator does.
   */
  private ApiResponse set(ApiRequest request) {
    JsonFields headers =
        JsonFields.of(request.json(Map.class), "")
            .object("guidHeaderMap")
            .orElseThrow(() -> refused("no guidHeaderMap"));
    List<ClassificationUpdate> updates = new ArrayList<>();
    List<String> done = new ArrayList<>();
    for (String guid : headers.fields().keySet()) {
      Asset asset = EntityFinder.active(finder.byGuid(request, guid));
      JsonFields header = JsonFields.of(headers.fields().get(guid), "/guidHeaderMap/" + guid);
      updates.addAll(difference(asset, header));
      done.add(guid);
    }
    return writer
        .write(request.context(), updates)
        .on(
            JsonAnswer.of(
                out -> {
                  out.writeStartArray();
                  for (String guid : done) {
                    out.writeString("entity " + guid + ": classifications set");
                  }
                  out.writeEndArray();
                }));
  }

  private List<ClassificationUpdate> difference(Asset asset, JsonFields header) {
    List<Classification> wanted = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonFields json : header.objects("classifications")) {
      String origin = json.text("entityGuid");
      if (origin.isEmpty() || origin.equals(asset.guid().toString())) {
        wanted.add(writer.read(asset, json));
        names.add(json.text("typeName"));
      }
    }
    List<Classification> gone =
        asset.classifications().stream().filter(own -> !names.contains(own.typeName())).toList();
    return List.of(update(asset, Operation.REMOVE, gone), update(asset, Operation.PUT, wanted));
  }

  private static ClassificationUpdate update(
      Asset asset, Operation operation, List<Classification> classifications) {
    return new ClassificationUpdate(asset.guid(), operation, classifications);
  }

  private static CatalogException refused(String what) {
    return new CatalogException(
        ErrorCode.INVALID_CLASSIFICATION_PARAMS,
        "Invalid classification parameters passed: " + what);
  }
}
