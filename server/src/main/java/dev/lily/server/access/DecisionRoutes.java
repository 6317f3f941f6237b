package dev.lily.server.access;

import static dev.lily.server.http.ApiHandler.taking;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.sight.GuardedCatalog;
import dev.lily.graph.sight.IndexSight;
import dev.lily.policy.access.Action;
import dev.lily.policy.access.CatalogDoor;
import dev.lily.policy.access.CatalogDoor.Explanation;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.AskedAsset;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether somebody may do something to an asset of the catalog, and why. */
public final class DecisionRoutes implements RouteModule {
  private final GuardedCatalog catalog;
  private final ClassificationIndex index;
  private final CatalogDoor door;
  private final People people;

  public DecisionRoutes(
      GuardedCatalog catalog, ClassificationIndex index, CatalogDoor door, People people) {
    this.catalog = catalog;
    this.index = index;
    this.door = door;
    this.people = people;
  }

  @Override
  public void register(Routes routes) {
    routes.get(
        "/api/lily/v1/entity/guid/{guid}/catalog-access",
        Access.permitted(Action.READ_METADATA),
        taking(this::decision, "action", "user"));
  }

  private ApiResponse decision(ApiRequest request) {
    RequestContext context = request.context();
    Asset asset = AskedAsset.of(catalog, request);
    Action action = action(request.query("action").orElse(Action.READ_METADATA.name()));
    Principal principal = principal(request);
    List<Classification> carried = new ArrayList<>(asset.classifications());
    carried.addAll(index.of(context.tenant(), asset.guid()));
    Explanation why =
        door.explain(
            context.tenant(), principal, action, asset.ref(), carried.stream().distinct().toList());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("guid", asset.guid().toString());
    json.put("user", principal.name());
    json.put("action", action);
    json.put("allowed", why.allowed());
    json.put("version", why.version());
    why.byRule()
        .ifPresentOrElse(
            rule -> {
              json.put("by", "RULE");
              json.put("rule", rule.id());
              json.put("effect", rule.effect());
            },
            () -> {
              json.put("by", "ROLES");
              json.put("roles", principal.roles().stream().sorted().toList());
            });
    IndexSight sight = catalog.sight(context);
    json.put(
        "classifications",
        why.reasons().stream().map(one -> reason(context, sight, asset.ref(), one)).toList());
    return ApiResponse.json(json);
  }

  private static Action action(String name) {
    return Action.ON_ASSETS.stream()
        .filter(action -> action.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CatalogException(
                    ErrorCode.BAD_REQUEST,
                    "action: one of %s is expected, not '%s'"
                        .formatted(
                            Arrays.stream(Action.values())
                                .filter(Action.ON_ASSETS::contains)
                                .toList(),
                            name)));
  }

  /** Oneself, or for admins somebody who has a role in the tenant. */
  private Principal principal(ApiRequest request) {
    Principal caller = request.context().principal();
    Optional<String> asked = request.query("user").filter(name -> !name.equals(caller.name()));
    if (asked.isEmpty()) {
      return caller;
    }
    request.require(Action.ADMINISTER_ACCESS);
    return people.in(request.context().tenant()).stream()
        .filter(one -> one.name().equals(asked.get()))
        .findFirst()
        .orElseThrow(
            () ->
                new CatalogException(
                    ErrorCode.BAD_REQUEST,
                    "user: nobody is called '%s' and has a role in tenant %s"
                        .formatted(asked.get(), request.context().tenant())));
  }

  private Map<String, Object> reason(
      RequestContext context, IndexSight sight, AssetRef asset, Classification one) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("typeName", one.typeName());
    json.put("propagated", !one.isOwnOf(asset.guid()));
    json.put("origin", name(context, sight, asset, one));
    json.put(
        "path",
        index
            .shortestPath(context.tenant(), one.origin(), asset.guid(), one.typeName())
            .orElse(List.of())
            .stream()
            .map(LineageEdge::to)
            .map(to -> ShownName.of(index, sight, context.tenant(), to))
            .toList());
    return json;
  }

  private String name(
      RequestContext context, IndexSight sight, AssetRef asset, Classification one) {
    return one.isOwnOf(asset.guid())
        ? asset.key().qualifiedName()
        : ShownName.of(index, sight, context.tenant(), one.origin());
  }
}
