package dev.lily.server.propagation;

import dev.lily.graph.asset.Asset;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.Why;
import dev.lily.graph.sight.GuardedCatalog;
import dev.lily.policy.access.Action;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.AskedAsset;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;

/** Where a classification of an asset comes from, by which path; or what kept it out. */
public final class WhyRoutes implements RouteModule {
  private static final int ORIGINS = 20;
  private static final int HOPS = 100;

  private final GuardedCatalog catalog;
  private final ClassificationIndex index;
  private final MinPosition minPosition;

  public WhyRoutes(GuardedCatalog catalog, ClassificationIndex index, MinPosition minPosition) {
    this.catalog = catalog;
    this.index = index;
    this.minPosition = minPosition;
  }

  @Override
  public void register(Routes routes) {
    routes.get(
        "/api/lily/v1/entity/guid/{guid}/classification/{name}/why",
        Access.permitted(Action.READ_METADATA),
        minPosition.taking(this::why, "limit", "hops"));
  }

  private ApiResponse why(ApiRequest request) {
    String name = request.pathParam("name");
    Asset asset = AskedAsset.of(catalog, request);
    KnownClassification.require(catalog, name);
    int origins = AskedAsset.limit(request, "limit", ORIGINS);
    Why.Limits limits = new Why.Limits(origins, AskedAsset.limit(request, "hops", HOPS), origins);
    minPosition.await(request);
    Why all =
        index
            .why(request.context().tenant(), asset.guid(), name, limits)
            .orElseGet(() -> Why.unknown(index.position()));
    Why why = new Seen(catalog.sight(request.context())).of(all);
    return ApiResponse.json(
        new WhyAnswer(request.context(), catalog, index, why).of(asset, name, why));
  }
}
