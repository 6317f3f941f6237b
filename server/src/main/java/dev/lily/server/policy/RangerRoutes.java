package dev.lily.server.policy;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TenantId;
import dev.lily.policy.access.Action;
import dev.lily.policy.audit.DownloadAudit;
import dev.lily.policy.binding.ServiceStore;
import dev.lily.policy.plugins.PluginActivity;
import dev.lily.policy.plugins.PluginDownload;
import dev.lily.policy.plugins.PluginDownload.Answer;
import dev.lily.policy.plugins.PluginQuestion;
import dev.lily.policy.plugins.PluginQuestion.Caller;
import dev.lily.policy.plugins.PluginQuestion.Kind;
import dev.lily.policy.ranger.Download;
import dev.lily.policy.ranger.LongPoll;
import dev.lily.policy.ranger.RangerDownloads;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.io.IOException;
import java.io.OutputStream;
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
  private final PluginActivity plugins;
  private final DownloadAudit audit;
  private final Duration longest;

  /**
   * Routes.
   *
   * @param plugins is told of each question and each answer
   * @param audit is told of each answer when it is known how much was sent
   * @param longest how long a plug-in may wait for news
   */
  public RangerRoutes(
      ServiceStore services,
      RangerDownloads downloads,
      LongPoll longPoll,
      PluginActivity plugins,
      DownloadAudit audit,
      Duration longest) {
    this.plugins = plugins;
    this.audit = audit;
    this.services = services;
    this.downloads = downloads;
    this.longPoll = longPoll;
    this.longest = longest;
  }

  private interface Fetch {
    Download fetch(TenantId tenant, String service, long known, ApiRequest request);
  }

  @Override
  public void register(Routes routes) {
    add(
        routes,
        Kind.POLICIES,
        "/service/plugins/",
        "policies/download/{service}",
        (tenant, service, known, request) ->
            downloads.policies(tenant, service, known, request.flag("supportsPolicyDeltas")));
    add(
        routes,
        Kind.TAGS,
        "/service/tags/",
        "download/{service}",
        (tenant, service, known, request) ->
            downloads.tags(tenant, service, known, request.flag("supportsTagDeltas")));
    add(
        routes,
        Kind.ROLES,
        "/service/roles/",
        "download/{service}",
        (tenant, service, known, request) -> downloads.roles(tenant, service, known));
    add(
        routes,
        Kind.USERS,
        "/service/xusers/",
        "download/{service}",
        (tenant, service, known, request) -> downloads.users(tenant, service, known));
    add(
        routes,
        Kind.DATASETS,
        "/service/gds/",
        "download/{service}",
        (tenant, service, known, request) -> downloads.sharedDatasets(tenant, service, known));
  }

  private void add(Routes routes, Kind kind, String area, String rest, Fetch fetch) {
    for (String path : List.of(area + rest, area + "secure/" + rest)) {
      routes.addAsync(
          dev.lily.server.http.Method.GET, path, PLUGIN, request -> answer(request, kind, fetch));
    }
  }

  private CompletionStage<ApiResponse> answer(ApiRequest request, Kind kind, Fetch fetch) {
    TenantId tenant = request.context().tenant();
    String service = request.pathParam("service");
    if (services.find(tenant, service).isEmpty()) {
      return CompletableFuture.completedStage(
          new ApiResponse(
              404,
              Map.of(),
              new ApiResponse.RawBody("application/json", RangerDownloads.noSuchService(service))));
    }
    PluginQuestion question = question(request, kind);
    Supplier<Download> download = () -> fetch.fetch(tenant, service, question.known(), request);
    plugins.asked(question);
    CompletableFuture<Download> answer =
        question.patience().isZero()
            ? CompletableFuture.completedFuture(download.get())
            : longPoll.await(tenant, download, question.patience());
    return answer.thenApply(
        given -> {
          PluginDownload sent =
              new PluginDownload(
                  question, given.version(), amount(given), request.context().clock().millis());
          plugins.answered(sent);
          return response(request.context().requestId(), sent, given);
        });
  }

  private PluginQuestion question(ApiRequest request, Kind kind) {
    Duration patience = Duration.ofMillis(Math.max(0, request.query("waitMillis", 0)));
    return new PluginQuestion(
        request.context().tenant(),
        request.pathParam("service"),
        kind,
        caller(request),
        known(request, kind),
        request.context().clock().millis(),
        patience.compareTo(longest) > 0 ? longest : patience);
  }

  private ApiResponse response(String requestId, PluginDownload sent, Download download) {
    if (download instanceof Download.Stream stream) {
      return ApiResponse.stream(
          "application/json", out -> write(requestId, sent, stream.content(), out));
    }
    if (download instanceof Download.Document document) {
      audit.answered(requestId, sent, document.json().length, true);
      return ApiResponse.raw("application/json", document.json());
    }
    audit.answered(requestId, sent, 0, true);
    return ApiResponse.empty(304);
  }

  private void write(
      String requestId, PluginDownload sent, Download.Content content, OutputStream out)
      throws IOException {
    CountedStream counted = new CountedStream(out);
    boolean complete = false;
    try {
      content.write(counted);
      counted.flush();
      complete = true;
    } finally {
      audit.answered(requestId, sent, counted.bytes(), complete);
    }
  }

  private static Answer amount(Download given) {
    if (given instanceof Download.NotModified) {
      return Answer.NOTHING_NEW;
    }
    return given instanceof Download.Document document && document.delta()
        ? Answer.CHANGES
        : Answer.EVERYTHING;
  }

  private static Caller caller(ApiRequest request) {
    return new Caller(
        request.query("pluginId").orElse(""),
        request.query("clusterName").orElse(""),
        request.address(),
        request.context().principal().name(),
        request.header("User-Agent").orElse(""),
        request.query("pluginCapabilities").orElse(""));
  }

  private static long known(ApiRequest request, Kind kind) {
    String parameter =
        switch (kind) {
          case POLICIES, TAGS -> "lastKnownVersion";
          case ROLES -> "lastKnownRoleVersion";
          case USERS -> "lastKnownUserStoreVersion";
          case DATASETS -> "lastKnownGdsVersion";
        };
    String text = request.query(parameter).orElse("-1");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException malformed) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST, parameter + " must be a number, not '" + text + "'", malformed);
    }
  }
}
