package dev.lily.server.policy;

import static dev.lily.server.http.ApiHandler.taking;

import dev.lily.graph.Catalog;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.policy.EngineResource;
import dev.lily.policy.access.Action;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.ServiceStore;
import dev.lily.policy.tags.Tag;
import dev.lily.policy.tags.TagMatch;
import dev.lily.policy.tags.TagView;
import dev.lily.policy.tags.TagViews;
import dev.lily.server.enforcement.Enforcement;
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

/** The engines that enforce the policies, and which of their resources an asset is. */
public final class ServiceRoutes implements RouteModule {
  private static final String ROOT = "/api/lily/v1/services";
  private static final Access READ = Access.permitted(Action.READ_POLICY);
  private static final Access OPERATE = Access.permitted(Action.OPERATE);

  private final ServiceEditor editor;
  private final ServiceStore store;
  private final TagViews tags;
  private final Catalog catalog;
  private final Enforcement enforcement;

  public ServiceRoutes(
      ServiceEditor editor,
      ServiceStore store,
      TagViews tags,
      Catalog catalog,
      Enforcement enforcement) {
    this.editor = editor;
    this.enforcement = enforcement;
    this.store = store;
    this.tags = tags;
    this.catalog = catalog;
  }

  @Override
  public void register(Routes routes) {
    routes.get(
        ROOT,
        READ,
        taking(request -> ApiResponse.json(Map.of("services", store.all(tenant(request))))));
    routes.get(ROOT + "/{name}", READ, taking(this::one));
    routes.put(ROOT + "/{name}", OPERATE, taking(this::put));
    routes.delete(ROOT + "/{name}", OPERATE, taking(this::remove, "force"));
    routes.get(
        "/api/lily/v1/entity/guid/{guid}/resources",
        Access.permitted(Action.READ_METADATA),
        taking(this::resources));
  }

  private ApiResponse one(ApiRequest request) {
    return ApiResponse.json(store.require(tenant(request), request.pathParam("name")));
  }

  private ApiResponse put(ApiRequest request) {
    EngineService service = request.strictJson(EngineService.class);
    String name = request.pathParam("name");
    if (!service.name().equals(name)) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "name: '%s' is not the '%s' of the path".formatted(service.name(), name));
    }
    return ApiResponse.json(editor.put(tenant(request), service));
  }

  private ApiResponse remove(ApiRequest request) {
    editor.remove(tenant(request), request.pathParam("name"), request.query("force", false));
    return ApiResponse.noContent();
  }

  /** As what the asset is known to each engine, and which tags it has there. */
  private ApiResponse resources(ApiRequest request) {
    Asset asset = AskedAsset.of(catalog, request);
    List<Map<String, Object>> resources = new ArrayList<>();
    for (EngineService service : store.all(tenant(request))) {
      TagView view = tags.of(tenant(request), service.name());
      view.resourcesOf(asset.ref().key())
          .forEach(
              resource -> {
                Map<String, Object> one = resource(service, view, resource);
                one.put("enforcement", enforcement.of(tenant(request), service, resource));
                resources.add(one);
              });
    }
    return ApiResponse.json(
        Map.of(
            "guid",
            asset.ref().guid().toString(),
            "resources",
            resources,
            "position",
            tags.lastVisible()));
  }

  private static Map<String, Object> resource(
      EngineService service, TagView view, EngineResource resource) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("service", service.name());
    answer.put("type", service.type());
    answer.put("resource", resource.toString());
    answer.put("elements", resource.elements());
    answer.put(
        "tags",
        view.matching(resource, false).stream()
            .map(TagMatch::tag)
            .map(Tag::type)
            .distinct()
            .sorted()
            .toList());
    return answer;
  }

  private static TenantId tenant(ApiRequest request) {
    return request.context().tenant();
  }
}
