package dev.lily.server.postgres;

import static dev.lily.server.http.ApiHandler.taking;

import dev.lily.graph.TenantId;
import dev.lily.policy.access.Action;
import dev.lily.policy.binding.PostgresTarget;
import dev.lily.policy.postgres.SyncPlan;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import dev.lily.server.postgres.PostgresRun.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The databases that follow policies: what would be done, do it, how it stands, undo it. */
public final class PostgresRoutes implements RouteModule {
  private static final String ROOT = "/api/lily/v1/services/{name}/postgres/";
  private static final Access READ = Access.permitted(Action.READ_POLICY);
  private static final Access OPERATE = Access.permitted(Action.OPERATE);
  private static final int SHOWN = 1_000;

  private final PostgresSyncs syncs;

  public PostgresRoutes(PostgresSyncs syncs) {
    this.syncs = syncs;
  }

  @Override
  public void register(Routes routes) {
    routes.get(ROOT + "plan", READ, taking(r -> outcome(syncs.plan(tenant(r), name(r)))));
    routes.post(ROOT + "apply", OPERATE, taking(r -> outcome(syncs.apply(tenant(r), name(r)))));
    routes.post(ROOT + "remove", OPERATE, taking(r -> outcome(syncs.remove(tenant(r), name(r)))));
    routes.get(ROOT + "status", READ, taking(this::status));
  }

  private static ApiResponse outcome(Outcome outcome) {
    SyncPlan plan = outcome.plan();
    List<String> statements = plan.statements();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("total", statements.size());
    answer.put("statements", statements.subList(0, Math.min(SHOWN, statements.size())));
    answer.put("tables", plan.covered());
    answer.put("warnings", plan.warnings());
    answer.put("failures", outcome.failures());
    return ApiResponse.json(answer);
  }

  private ApiResponse status(ApiRequest request) {
    PostgresTarget target =
        Objects.requireNonNull(syncs.service(tenant(request), name(request)).postgresql());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("service", name(request));
    answer.put("automatic", target.automatic());
    answer.put("checkSeconds", target.checkSeconds());
    answer.put("status", syncs.status(tenant(request), name(request)));
    return ApiResponse.json(answer);
  }

  private static TenantId tenant(ApiRequest request) {
    return request.context().tenant();
  }

  private static String name(ApiRequest request) {
    return request.pathParam("name");
  }
}
