package dev.lily.server.policy;

import static dev.lily.graph.BadRequests.require;
import static dev.lily.server.http.ApiHandler.taking;

import dev.lily.policy.access.Action;
import dev.lily.policy.plugins.EngineState;
import dev.lily.policy.plugins.PluginActivity;
import dev.lily.policy.plugins.PluginDownload;
import dev.lily.policy.plugins.PluginQuestion;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which plug-ins fetch policies, how far they are, and what they were sent. */
public final class PluginRoutes implements RouteModule {
  private static final String ROOT = "/api/lily/v1/plugins";
  private static final Access READ = Access.permitted(Action.READ_POLICY);
  private static final int PAGE = 1_000;

  private final PluginActivity activity;

  public PluginRoutes(PluginActivity activity) {
    this.activity = activity;
  }

  @Override
  public void register(Routes routes) {
    routes.get(ROOT, READ, taking(this::plugins, "service", "state", "limit", "offset"));
    routes.get(
        ROOT + "/downloads",
        READ,
        taking(this::downloads, "service", "pluginId", "limit", "offset"));
  }

  private ApiResponse plugins(ApiRequest request) {
    Optional<String> service = request.query("service");
    Optional<String> state = request.query("state").map(text -> text.toUpperCase(Locale.ROOT));
    List<String> states = Arrays.stream(EngineState.values()).map(EngineState::name).toList();
    require(state.stream().allMatch(states::contains), "state: one of " + states);
    return page(
        request,
        "plugins",
        activity.plugins(request.context().tenant()).stream()
            .filter(one -> service.stream().allMatch(one.service()::equals))
            .filter(one -> state.stream().allMatch(one.state().name()::equals))
            .toList());
  }

  private ApiResponse downloads(ApiRequest request) {
    Optional<String> service = request.query("service");
    Optional<String> pluginId = request.query("pluginId");
    return page(
        request,
        "downloads",
        activity.downloads(request.context().tenant()).stream()
            .filter(one -> service.stream().allMatch(one.question().service()::equals))
            .filter(one -> pluginId.stream().allMatch(one.question().caller().pluginId()::equals))
            .map(PluginRoutes::shown)
            .toList());
  }

  private static Map<String, Object> shown(PluginDownload download) {
    PluginQuestion question = download.question();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("time", download.time());
    shown.put("service", question.service());
    shown.put("document", question.kind().name().toLowerCase(Locale.ROOT));
    shown.put("pluginId", question.caller().pluginId());
    shown.put("address", question.caller().address());
    shown.put("user", question.caller().user());
    shown.put("known", question.known());
    shown.put("version", download.version());
    shown.put("answer", download.answer());
    return shown;
  }

  private static ApiResponse page(ApiRequest request, String name, List<?> all) {
    int limit = request.query("limit", 100);
    int offset = request.query("offset", 0);
    require(limit >= 1 && limit <= PAGE && offset >= 0, "limit: 1 to " + PAGE + "; offset: from 0");
    return ApiResponse.json(
        Map.of("total", all.size(), name, all.stream().skip(offset).limit(limit).toList()));
  }
}
