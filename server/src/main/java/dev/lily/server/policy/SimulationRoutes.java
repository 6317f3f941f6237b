package dev.lily.server.policy;

import static dev.lily.server.http.ApiHandler.taking;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.LineageView;
import dev.lily.graph.sight.AssetGuards;
import dev.lily.policy.AccessForecast;
import dev.lily.policy.EngineResource;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicySet;
import dev.lily.policy.access.Action;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.MappingRule;
import dev.lily.policy.binding.ServiceStore;
import dev.lily.policy.tags.TagView;
import dev.lily.policy.tags.TagViews;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What another policy, or one policy less, would change for everybody; writes nothing. */
public final class SimulationRoutes implements RouteModule {
  /** How many assets are looked at. */
  private static final int ASSETS = 100_000;

  private final PolicyEditor editor;
  private final ServiceStore services;
  private final TagViews tags;
  private final ClassificationIndex index;
  private final AccessForecast forecast;
  private final AssetGuards guards;

  public SimulationRoutes(
      PolicyEditor editor,
      ServiceStore services,
      TagViews tags,
      ClassificationIndex index,
      AccessForecast forecast,
      AssetGuards guards) {
    this.editor = editor;
    this.services = services;
    this.tags = tags;
    this.index = index;
    this.forecast = forecast;
    this.guards = guards;
  }

  /** What is proposed: a new policy, one in the place of another (by its id), or one less. */
  record Proposal(Policy policy, Long remove) {}

  @Override
  public void register(Routes routes) {
    routes.post(
        "/api/lily/v1/policies/simulate",
        Access.permitted(Action.READ_POLICY),
        taking(this::simulate));
  }

  private ApiResponse simulate(ApiRequest request) {
    RequestContext context = request.context();
    Proposal proposal = request.strictJson(Proposal.class);
    if ((proposal.policy() == null) == (proposal.remove() == null)) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST, "policy or remove: exactly one of them is expected");
    }
    PolicySet now = editor.current(context);
    List<Policy> concerned = new ArrayList<>();
    List<String> warnings = List.of();
    PolicySet then;
    if (proposal.remove() != null) {
      concerned.add(editor.find(context, proposal.remove()));
      then = now.without(proposal.remove());
    } else {
      warnings = editor.check(context, proposal.policy());
      now.find(proposal.policy().id()).ifPresent(concerned::add);
      concerned.add(proposal.policy());
      then = now.with(proposal.policy());
    }
    long position = index.position();
    Assets assets = assets(context, concerned);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("position", position);
    answer.put("assets", assets.shown().size());
    answer.put("assetCount", assets.all());
    answer.putAll(
        OutlookJson.of(
            forecast.of(context.tenant(), then, assets.shown(), AccessForecast.Limits.STANDARD)));
    if (then.isMonitoring()) {
      answer.put(
          "monitored",
          OutlookJson.of(
              forecast.of(
                  context.tenant(),
                  then.promoted(),
                  assets.shown(),
                  AccessForecast.Limits.STANDARD)));
    }
    answer.put("warnings", warnings);
    return ApiResponse.json(answer);
  }

  private record Assets(List<AssetKey> shown, int all) {}

  /** Those that the policies are about, as far as engines know them. */
  private Assets assets(RequestContext context, List<Policy> policies) {
    TenantId tenant = context.tenant();
    List<TagView> views = new ArrayList<>();
    for (EngineService service : services.all(tenant)) {
      views.add(tags.of(tenant, service.name()));
    }
    Set<String> types =
        views.stream()
            .flatMap(view -> view.service().rules().stream())
            .map(MappingRule::assetType)
            .collect(Collectors.toSet());
    List<Set<String>> classifications = policies.stream().map(this::classifications).toList();
    return index.read(
        tenant,
        guards.of(context),
        view -> {
          List<AssetKey> shown = new ArrayList<>();
          int all = 0;
          for (int node = 0; node < view.nodeLimit(); node++) {
            if (view.isOfTenant(node)
                && !view.isDeleted(node)
                && isMeant(view, node, classifications)) {
              AssetKey key = view.key(node).orElse(null);
              if (key != null && types.contains(key.typeName()) && isMeant(key, views, policies)) {
                all++;
                if (shown.size() < ASSETS) {
                  shown.add(key);
                }
              }
            }
          }
          return new Assets(shown, all);
        });
  }

  private Set<String> classifications(Policy policy) {
    return policy.target().classifications().stream()
        .flatMap(name -> editor.withSubtypes(name).stream())
        .collect(Collectors.toSet());
  }

  private static boolean isMeant(LineageView view, int node, List<Set<String>> classifications) {
    return classifications.stream()
        .anyMatch(
            names -> names.isEmpty() || names.stream().anyMatch(name -> view.carries(node, name)));
  }

  private static boolean isMeant(AssetKey key, List<TagView> views, List<Policy> policies) {
    for (TagView view : views) {
      for (EngineResource resource : view.resourcesOf(key)) {
        for (Policy policy : policies) {
          if (policy.target().resources().isEmpty()
              || policy.target().resources().stream()
                  .anyMatch(
                      pattern ->
                          pattern.covers(view.service().name()) && pattern.reachesInto(resource))) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
