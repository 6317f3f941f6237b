package dev.lily.server.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.policy.access.Action;
import dev.lily.policy.opa.TrinoOpa;
import dev.lily.server.enforcement.OpaActivity;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.function.Function;

/**
 * The five questions of Trino's access control {@code opa}, for the engine service named in the
 * path: {@code opa.policy.uri=…/v1/data/trino/allow} and so on.
 */
public final class OpaRoutes implements RouteModule {
  private static final String DATA = "/v1/data/{service}/";
  private static final Access ENGINE = Access.engine(Action.DECIDE);

  private final Function<RequestContext, TrinoOpa> door;
  private final OpaActivity activity;

  /**
   * Routes.
   *
   * @param door answers the questions of one request
   * @param activity is told which services are asked about
   */
  public OpaRoutes(Function<RequestContext, TrinoOpa> door, OpaActivity activity) {
    this.door = door;
    this.activity = activity;
  }

  private interface Question {
    JsonNode answer(TrinoOpa opa, TenantId tenant, String service, JsonNode body);
  }

  @Override
  public void register(Routes routes) {
    add(routes, "allow", TrinoOpa::allow);
    add(routes, "batch", TrinoOpa::filter);
    add(routes, "rowFilters", TrinoOpa::rowFilters);
    add(routes, "columnMask", TrinoOpa::columnMask);
    add(routes, "batchColumnMasks", TrinoOpa::columnMasks);
  }

  private void add(Routes routes, String rule, Question question) {
    routes.post(DATA + rule, ENGINE, request -> answer(question, request));
  }

  private ApiResponse answer(Question question, ApiRequest request) {
    TenantId tenant = request.context().tenant();
    String service = request.pathParam("service");
    JsonNode answer =
        question.answer(door.apply(request.context()), tenant, service, request.json());
    activity.asked(tenant, service);
    return ApiResponse.json(answer);
  }
}
