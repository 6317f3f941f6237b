package dev.lily.server.atlas;

import static dev.lily.server.atlas.AtlasAccess.WRITE;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.asset.Guid;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The labels of an entity: set, added, removed. */
final class LabelRoutes implements RouteModule {
  private static final String ENTITY = AtlasRoutes.PREFIX + "/entity";
  private static final Pattern LABEL = Pattern.compile("[\\w-]{1,50}");

  private final PartialUpdate update;
  private final EntityFinder finder;
  private final OneAtATime changing = new OneAtATime();

  LabelRoutes(AtlasServices services, EntityFinder finder) {
    update = new PartialUpdate(services);
    this.finder = finder;
  }

  @Override
  public void register(Routes routes) {
    register(routes, ENTITY + "/guid/{guid}/labels", finder::byGuid);
    register(routes, ENTITY + "/uniqueAttribute/type/{type}/labels", finder::byAttribute);
  }

  private void register(Routes routes, String path, Function<ApiRequest, Asset> find) {
    routes
        .post(path, WRITE, r -> change(r, find.apply(r), (old, sent) -> sent))
        .put(path, WRITE, r -> change(r, find.apply(r), LabelRoutes::union))
        .delete(path, WRITE, r -> change(r, find.apply(r), LabelRoutes::difference));
  }

  private ApiResponse change(ApiRequest request, Asset found, BinaryOperator<Set<String>> change) {
    Set<String> sent = labels(request);
    return changing.on(found.guid(), () -> change(request, found.guid(), sent, change));
  }

  private ApiResponse change(
      ApiRequest request, Guid guid, Set<String> sent, BinaryOperator<Set<String>> change) {
    Asset asset = EntityFinder.active(finder.byGuid(request, guid.toString()));
    Set<String> labels = change.apply(asset.labels(), sent);
    return update.apply(
        request.context(),
        new AssetInput(
            asset.guid().toString(),
            asset.typeName(),
            Map.of(),
            Map.of(),
            Optional.empty(),
            Optional.of(labels),
            Optional.empty(),
            Map.of()));
  }

  private static Set<String> labels(ApiRequest request) {
    Set<String> labels = new LinkedHashSet<>();
    for (Object label : request.json(List.class)) {
      String text = String.valueOf(label);
      if (!LABEL.matcher(text).matches()) {
        throw new CatalogException(
            ErrorCode.BAD_REQUEST,
            "Invalid label: "
                + text
                + ", label should contain alphanumeric characters, '_' or '-', at most 50");
      }
      labels.add(text);
    }
    return labels;
  }

  private static Set<String> union(Set<String> old, Set<String> sent) {
    Set<String> all = new LinkedHashSet<>(old);
    all.addAll(sent);
    return all;
  }

  private static Set<String> difference(Set<String> old, Set<String> sent) {
    Set<String> rest = new LinkedHashSet<>(old);
    rest.removeAll(sent);
    return rest;
  }
}
