package dev.lily.server.atlas;

import static dev.lily.server.atlas.AtlasAccess.CLASSIFY;
import static dev.lily.server.atlas.AtlasAccess.READ;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.ClassificationUpdate;
import dev.lily.graph.asset.ClassificationUpdate.Operation;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The classifications of one entity: read, added, updated, removed. */
final class ClassificationRoutes implements RouteModule {
  private static final String BY_GUID = AtlasRoutes.PREFIX + "/entity/guid/{guid}";
  private static final String BY_ATTRIBUTE =
      AtlasRoutes.PREFIX + "/entity/uniqueAttribute/type/{type}";

  private final ClassificationWriter writer;
  private final EntityFinder finder;
  private final EntityAnswers answers;
  private final AtlasServices services;

  ClassificationRoutes(AtlasServices services, EntityFinder finder, EntityAnswers answers) {
    this.services = services;
    this.finder = finder;
    this.answers = answers;
    writer = new ClassificationWriter(services);
  }

  @Override
  public void register(Routes routes) {
    routes
        .get(BY_GUID + "/classifications", READ, this::all)
        .get(BY_GUID + "/classification/{name}", READ, this::one);
    register(routes, BY_GUID, finder::byGuid);
    register(routes, BY_ATTRIBUTE, finder::byAttribute);
  }

  private void register(Routes routes, String path, Function<ApiRequest, Asset> find) {
    routes
        .post(
            path + "/classifications",
            CLASSIFY,
            r -> write(r, EntityFinder.active(find.apply(r)), Operation.ADD))
        .put(
            path + "/classifications",
            CLASSIFY,
            r -> write(r, EntityFinder.active(find.apply(r)), Operation.UPDATE))
        .delete(
            path + "/classification/{name}",
            CLASSIFY,
            r -> remove(r, EntityFinder.active(find.apply(r))));
  }

  private ApiResponse all(ApiRequest request) {
    Asset asset = finder.byGuid(request);
    List<JsonAnswer.Content> items = new ArrayList<>();
    for (Classification one : answers.effective(request.context(), asset)) {
      items.add(written(asset, one));
    }
    return JsonAnswer.of(out -> JsonAnswer.wholeList(out, items));
  }

  private ApiResponse one(ApiRequest request) {
    Asset asset = finder.byGuid(request);
    String name = request.pathParam("name");
    Classification found =
        answers.effective(request.context(), asset).stream()
            .filter(one -> one.typeName().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new CatalogException(
                        ErrorCode.CLASSIFICATION_NOT_FOUND,
                        "Given classification "
                            + name
                            + " was invalid: entity "
                            + asset.guid()
                            + " does not have it"));
    return JsonAnswer.of(written(asset, found));
  }

  private JsonAnswer.Content written(Asset asset, Classification one) {
    return out ->
        ClassificationCodec.write(
            out, services.types().types(), one, HeaderWriter.statusOfOrigin(asset, one));
  }

  private ApiResponse write(ApiRequest request, Asset asset, Operation operation) {
    List<JsonFields> sent = JsonFields.objects(request.json(List.class), "");
    if (sent.isEmpty()) {
      throw new CatalogException(
          ErrorCode.INVALID_CLASSIFICATION_PARAMS,
          "Invalid classification parameters passed for %s operation for entity: %s"
              .formatted(operation, asset.guid()));
    }
    List<Classification> classifications = new ArrayList<>(sent.size());
    for (JsonFields json : sent) {
      refuseForeign(request, asset, json, operation);
      classifications.add(writer.read(asset, json));
    }
    return writer
        .write(
            request.context(),
            List.of(new ClassificationUpdate(asset.guid(), operation, classifications)))
        .on(ApiResponse.noContent());
  }

  /** A classification that came from another entity is changed there. */
  private void refuseForeign(
      ApiRequest request, Asset asset, JsonFields json, Operation operation) {
    String name = json.text("typeName");
    String origin = json.text("entityGuid");
    boolean foreign = !origin.isEmpty() && !origin.equals(asset.guid().toString());
    boolean propagated =
        asset.classifications().stream().noneMatch(own -> own.typeName().equals(name))
            && answers.effective(request.context(), asset).stream()
                .anyMatch(one -> one.typeName().equals(name));
    if (operation == Operation.UPDATE && (foreign || propagated)) {
      throw new CatalogException(
          ErrorCode.CLASSIFICATION_UPDATE_FROM_PROPAGATED_ENTITY,
          "Update to classification " + name + " is not allowed from propagated entity");
    }
  }

  private ApiResponse remove(ApiRequest request, Asset asset) {
    String name = request.pathParam("name");
    String origin = origin(request).orElse(asset.guid().toString());
    return writer
        .remove(request.context(), asset, name, origin, answers.effective(request.context(), asset))
        .on(ApiResponse.noContent());
  }

  /** Atlas's own client sends the guid as the body, plain or as JSON. */
  private static Optional<String> origin(ApiRequest request) {
    return request
        .query("associatedEntityGuid")
        .or(() -> Optional.of(new String(request.body(), StandardCharsets.UTF_8)))
        .map(text -> text.replace('"', ' ').strip())
        .filter(text -> !text.isEmpty());
  }
}
