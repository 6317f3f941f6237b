package dev.lily.server.policy;

import static dev.lily.graph.BadRequests.require;
import static dev.lily.server.http.ApiHandler.taking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lily.graph.TenantId;
import dev.lily.policy.access.Action;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.ServiceStore;
import dev.lily.policy.ranger.TagImport;
import dev.lily.policy.tags.ForeignResource;
import dev.lily.policy.tags.ForeignSource;
import dev.lily.policy.tags.TagViews;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Tags that another system gives resources of a service, as Ranger's TagSync sends them to Ranger
 * Admin. They are kept apart by source: who sends them, or what {@code source} says. A source is
 * that of the account that sent first; of others, only those may write to it who may write
 * policies.
 */
public final class TagImportRoutes implements RouteModule {
  private static final String IMPORT = "/service/tags/importservicetags";
  private static final String LISTED = "/api/lily/v1/services/{name}/tags";
  private static final Access SEND = Access.permitted(Action.IMPORT_TAGS);
  private static final Pattern SOURCE = Pattern.compile("[A-Za-z0-9_.@:-]{1,200}");
  private static final int PAGE = 1_000;

  private final ServiceStore services;
  private final TagViews tags;

  public TagImportRoutes(ServiceStore services, TagViews tags) {
    this.services = services;
    this.tags = tags;
  }

  @Override
  public void register(Routes routes) {
    routes.put(IMPORT, SEND, this::take);
    routes.get(
        LISTED,
        Access.permitted(Action.READ_POLICY),
        taking(this::list, "source", "limit", "offset"));
    routes.delete(LISTED + "/{source}", SEND, taking(this::remove));
  }

  private ApiResponse take(ApiRequest request) {
    JsonNode document = request.json();
    String source = request.query("source").orElseGet(() -> request.context().principal().name());
    require(SOURCE.matcher(source).matches(), "source: up to 200 letters, digits and _.@:-");
    EngineService service =
        services.require(tenant(request), document.path("serviceName").asText(""));
    TagImport.Said said = TagImport.read(service, document);
    write(request, service.name(), source, said);
    return ApiResponse.noContent();
  }

  private ApiResponse list(ApiRequest request) {
    int limit = request.query("limit", 100);
    int offset = request.query("offset", 0);
    require(limit >= 1 && limit <= PAGE && offset >= 0, "limit: 1 to " + PAGE + "; offset: from 0");
    List<Map<String, Object>> resources = new ArrayList<>();
    List<Map<String, Object>> sources = new ArrayList<>();
    tags.foreignTags(tenant(request), request.pathParam("name"))
        .forEach(
            (source, all) -> {
              sources.add(
                  Map.of(
                      "source",
                      source,
                      "account",
                      tags.foreignOwner(tenant(request), request.pathParam("name"), source)
                          .orElse(""),
                      "resources",
                      all.size()));
              if (request.query("source").map(source::equals).orElse(true)) {
                all.forEach(one -> resources.add(shown(source, one)));
              }
            });
    return ApiResponse.json(
        Map.of(
            "sources", sources,
            "total", resources.size(),
            "resources", resources.stream().skip(offset).limit(limit).toList()));
  }

  private ApiResponse remove(ApiRequest request) {
    write(
        request,
        request.pathParam("name"),
        request.pathParam("source"),
        new TagImport.Said(true, List.of()));
    return ApiResponse.noContent();
  }

  private void write(ApiRequest request, String service, String source, TagImport.Said said) {
    String account = request.context().principal().name();
    tags.foreignOwner(tenant(request), service, source)
        .filter(owner -> !owner.equals(account))
        .ifPresent(owner -> request.require(Action.WRITE_POLICY));
    tags.importTags(
        tenant(request),
        service,
        new ForeignSource(source, account),
        said.resources(),
        said.whole());
  }

  private static Map<String, Object> shown(String source, ForeignResource one) {
    return Map.of("source", source, "elements", one.resource().elements(), "tags", one.tags());
  }

  private static TenantId tenant(ApiRequest request) {
    return request.context().tenant();
  }
}
