package dev.lily.server.propagation;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.Inherited;
import dev.lily.graph.lineage.Inheritors;
import dev.lily.graph.rule.InheritRule;
import dev.lily.graph.rule.RuleCheck;
import dev.lily.graph.sight.GuardedCatalog;
import dev.lily.policy.access.Action;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.AskedAsset;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which values an asset has from others by rules, and which others have its values. */
public final class InheritedRoutes implements RouteModule {
  private static final String ROOT = "/api/lily/v1/entity/guid/{guid}/inherited";
  private static final int STANDARD_LIMIT = 20;
  private static final int STANDARD_TARGETS = 100;

  private final GuardedCatalog catalog;
  private final ClassificationIndex index;
  private final MinPosition minPosition;

  public InheritedRoutes(
      GuardedCatalog catalog, ClassificationIndex index, MinPosition minPosition) {
    this.catalog = catalog;
    this.index = index;
    this.minPosition = minPosition;
  }

  @Override
  public void register(Routes routes) {
    Access read = Access.permitted(Action.READ_METADATA);
    routes.get(ROOT, read, minPosition.taking(this::inherited, "aspect", "limit"));
    routes.get(ROOT + "/targets", read, minPosition.taking(this::targets, "aspect", "limit"));
  }

  private ApiResponse inherited(ApiRequest request) {
    int limit = AskedAsset.limit(request, "limit", STANDARD_LIMIT);
    minPosition.await(request);
    Asset asset = AskedAsset.of(catalog, request);
    Optional<String> aspect = aspect(request);
    Inherited inherited = index.inherited(request.context().tenant(), asset.guid(), aspect, limit);
    return ApiResponse.json(
        new InheritedAnswer(request.context(), catalog, index.lineage(), asset)
            .of(inherited, aspect, limit));
  }

  private ApiResponse targets(ApiRequest request) {
    int limit = AskedAsset.limit(request, "limit", STANDARD_TARGETS);
    minPosition.await(request);
    Asset asset = AskedAsset.of(catalog, request);
    Inheritors inheritors =
        index.inheritors(request.context().tenant(), asset.guid(), aspect(request), limit);
    return ApiResponse.json(
        new InheritorsAnswer(request.context(), catalog, index.lineage())
            .of(asset, new Seen(catalog.sight(request.context())).of(inheritors)));
  }

  /** One that no asset can have is refused: silence would look like an answer. */
  private Optional<String> aspect(ApiRequest request) {
    Optional<String> aspect =
        request.query("aspect").map(String::strip).filter(name -> !name.isEmpty());
    aspect
        .flatMap(name -> RuleCheck.faultOfAspect(name, catalog.types().types()))
        .ifPresent(
            fault -> {
              throw new CatalogException(
                  ErrorCode.BAD_REQUEST,
                  "aspect: %s; rules hand on %s".formatted(fault, handedOn(request)));
            });
    return aspect;
  }

  private Set<String> handedOn(ApiRequest request) {
    return index.rules(request.context().tenant()).inheritances().stream()
        .map(InheritRule::aspect)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
