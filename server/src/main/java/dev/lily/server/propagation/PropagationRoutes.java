package dev.lily.server.propagation;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.HeldBack;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.sight.GuardedCatalog;
import dev.lily.graph.sight.IndexSight;
import dev.lily.policy.access.Action;
import dev.lily.server.access.ShownName;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.AskedAsset;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a classification went from an asset, by which path, and where it was held back. */
public final class PropagationRoutes implements RouteModule {
  private static final int STANDARD_LIMIT = 100;

  private final GuardedCatalog catalog;
  private final ClassificationIndex index;
  private final MinPosition minPosition;

  public PropagationRoutes(
      GuardedCatalog catalog, ClassificationIndex index, MinPosition minPosition) {
    this.catalog = catalog;
    this.index = index;
    this.minPosition = minPosition;
  }

  @Override
  public void register(Routes routes) {
    routes.get(
        "/api/lily/v1/entity/guid/{guid}/classification/{name}/propagation",
        Access.permitted(Action.READ_METADATA),
        minPosition.taking(this::propagation, "limit"));
  }

  private ApiResponse propagation(ApiRequest request) {
    TenantId tenant = request.context().tenant();
    String name = request.pathParam("name");
    Guid origin = AskedAsset.of(catalog, request).guid();
    KnownClassification.require(catalog, name);
    int limit = AskedAsset.limit(request, "limit", STANDARD_LIMIT);
    minPosition.await(request);
    IndexSight sight = catalog.sight(request.context());
    Classification own = own(origin, sight, tenant, name);
    List<AssetRef> reached =
        index.classified(tenant, name).stream()
            .filter(asset -> !asset.guid().equals(origin))
            .filter(asset -> sight.sees(asset.guid()))
            .filter(
                asset ->
                    index.of(tenant, asset.guid()).stream()
                        .anyMatch(one -> comes(one, name, origin)))
            .sorted(java.util.Comparator.comparing(asset -> asset.key().qualifiedName()))
            .toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("origin", asset(tenant, origin));
    answer.put("classification", name);
    if (!own.holdsAt(request.context().clock().instant())) {
      answer.put("holdsNow", false);
    }
    answer.put("position", index.position());
    answer.put("reachedCount", reached.size());
    answer.put(
        "reached",
        reached.stream()
            .limit(limit)
            .map(asset -> reached(sight, tenant, origin, name, asset))
            .toList());
    answer.put(
        "heldBack",
        new Seen(sight)
            .heldBack(index.stops(tenant, origin, name, limit)).stream()
                .map(stop -> stop(tenant, stop))
                .toList());
    return ApiResponse.json(answer);
  }

  private Classification own(Guid guid, IndexSight sight, TenantId tenant, String name) {
    return index.of(tenant, guid).stream()
        .filter(one -> one.typeName().equals(name) && one.isOwnOf(guid) && sight.sees(guid))
        .findFirst()
        .orElseThrow(
            () ->
                new CatalogException(
                    ErrorCode.CLASSIFICATION_NOT_FOUND,
                    "asset %s does not have the classification %s itself".formatted(guid, name)));
  }

  private static boolean comes(Classification one, String name, Guid origin) {
    return one.typeName().equals(name) && one.origin().equals(origin);
  }

  private Map<String, Object> reached(
      IndexSight sight, TenantId tenant, Guid origin, String name, AssetRef asset) {
    Map<String, Object> answer = asset(tenant, asset.guid());
    answer.put(
        "path",
        path(
            sight,
            tenant,
            origin,
            index.shortestPath(tenant, origin, asset.guid(), name).orElse(List.of())));
    return answer;
  }

  /**
   * In the direction of the classification, whichever ends of their relationships the assets are.
   */
  private List<Map<String, Object>> path(
      IndexSight sight, TenantId tenant, Guid origin, List<LineageEdge> edges) {
    List<Map<String, Object>> hops = new ArrayList<>();
    Guid from = origin;
    for (LineageEdge edge : edges) {
      Guid to = edge.from().equals(from) ? edge.to() : edge.from();
      boolean isShown = sight.sees(edge);
      Map<String, Object> hop = new LinkedHashMap<>();
      hop.put("from", isShown ? ShownName.of(index, sight, tenant, from) : ShownName.HIDDEN);
      hop.put("to", isShown ? ShownName.of(index, sight, tenant, to) : ShownName.HIDDEN);
      hop.put("relationshipType", edge.relationshipType());
      hops.add(hop);
      from = to;
    }
    return hops;
  }

  private Map<String, Object> stop(TenantId tenant, HeldBack stop) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("from", asset(tenant, stop.from()));
    answer.put("to", asset(tenant, stop.to()));
    answer.put("relationshipType", stop.edge().relationshipType());
    answer.put("reason", stop.reason());
    return answer;
  }

  private Map<String, Object> asset(TenantId tenant, Guid guid) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("guid", guid.toString());
    index
        .lineage()
        .find(tenant, guid)
        .map(AssetRef::key)
        .ifPresent(
            (AssetKey key) -> {
              answer.put("typeName", key.typeName());
              answer.put("qualifiedName", key.qualifiedName());
            });
    return answer;
  }
}
