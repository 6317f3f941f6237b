package dev.lily.server.policy;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TenantId;
import dev.lily.policy.access.Action;
import dev.lily.policy.binding.ServiceStore;
import dev.lily.policy.ranger.Download;
import dev.lily.policy.ranger.LongPoll;
import dev.lily.policy.ranger.RangerDownloads;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * What a Ranger plug-in fetches from Ranger Admin: policies, tags, roles, users and, which Lily has
 * none of, shared datasets, on the plain and the {@code secure} paths. A plug-in that has the
 * current version is answered 304, at once or, with {@code waitMillis}, when there is news or the
 * time is over.
 */
public final class RangerRoutes implements RouteModule {
  private static final Access PLUGIN = Access.permitted(Action.DOWNLOAD_POLICIES);

  private final ServiceStore services;
  private final RangerDownloads downloads;
  private final LongPoll longPoll;
  private final Duration longest;

  /**
   * Routes.
   *
   * @param longest how long a plug-in may wait for news
   */
  public RangerRoutes(
      ServiceStore services, RangerDownloads downloads, LongPoll longPoll, Duration longest) {
    this.services = services;
    this.downloads = downloads;
    this.longPoll = longPoll;
    this.longest = longest;
  }

  private interface Fetch {
    Download fetch(TenantId tenant, String service, ApiRequest request);
  }

  @Override
  public void register(Routes routes) {
    add(
        routes,
        "/service/plugins/",
        "policies/download/{service}",
        (tenant, service, request) ->
            downloads.policies(
                tenant,
                service,
                version(request, "lastKnownVersion"),
                request.query("supportsPolicyDeltas", false)));
    add(
        routes,
        "/service/tags/",
        "download/{service}",
        (tenant, service, request) ->
            downloads.tags(
                tenant,
                service,
                version(request, "lastKnownVersion"),
                request.query("supportsTagDeltas", false)));
    add(
        routes,
        "/service/roles/",
        "download/{service}",
        (tenant, service, request) ->
            downloads.roles(tenant, service, version(request, "lastKnownRoleVersion")));
    add(
        routes,
        "/service/xusers/",
        "download/{service}",
        (tenant, service, request) ->
            downloads.users(tenant, service, version(request, "lastKnownUserStoreVersion")));
    add(
        routes,
        "/service/gds/",
        "download/{service}",
        (tenant, service, request) ->
            downloads.sharedDatasets(tenant, service, version(request, "lastKnownGdsVersion")));
  }

  private void add(Routes routes, String area, String rest, Fetch fetch) {
    for (String path : List.of(area + rest, area + "secure/" + rest)) {
      routes.addAsync(
          dev.lily.server.http.Method.GET, path, PLUGIN, request -> answer(request, fetch));
    }
  }

  private CompletionStage<ApiResponse> answer(ApiRequest request, Fetch fetch) {
    TenantId tenant = request.context().tenant();
    String service = request.pathParam("service");
    if (services.find(tenant, service).isEmpty()) {
      return CompletableFuture.completedStage(
          new ApiResponse(
              404,
              Map.of(),
              new ApiResponse.RawBody("application/json", RangerDownloads.noSuchService(service))));
    }
    Supplier<Download> download = () -> fetch.fetch(tenant, service, request);
    Duration patience = Duration.ofMillis(request.query("waitMillis", 0));
    CompletableFuture<Download> answer =
        patience.isZero()
            ? CompletableFuture.completedFuture(download.get())
            : longPoll.await(
                tenant, download, patience.compareTo(longest) > 0 ? longest : patience);
    return answer.thenApply(RangerRoutes::response);
  }

  private static ApiResponse response(Download download) {
    if (download instanceof Download.Document document) {
      return ApiResponse.raw("application/json", document.json());
    }
    if (download instanceof Download.Stream stream) {
      return ApiResponse.stream("application/json", stream.content()::write);
    }
    return ApiResponse.empty(304);
  }

  private static long version(ApiRequest request, String parameter) {
    String text = request.query(parameter).orElse("-1");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException malformed) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST, parameter + " must be a number, not '" + text + "'", malformed);
    }
  }
}
