package dev.lily.server.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lily.graph.TenantId;
import dev.lily.policy.access.Action;
import dev.lily.policy.opa.TrinoOpa;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;

/**
 * The five questions of Trino's access control {@code opa}, for the engine service named in the
 * path: {@code opa.policy.uri=…/v1/data/trino/allow} and so on.
 */
public final class OpaRoutes implements RouteModule {
  private static final String DATA = "/v1/data/{service}/";
  private static final Access ENGINE = Access.engine(Action.DECIDE);

  private final TrinoOpa opa;

  public OpaRoutes(TrinoOpa opa) {
    this.opa = opa;
  }

  private interface Question {
    JsonNode answer(TenantId tenant, String service, JsonNode body);
  }

  @Override
  public void register(Routes routes) {
    add(routes, "allow", opa::allow);
    add(routes, "batch", opa::filter);
    add(routes, "rowFilters", opa::rowFilters);
    add(routes, "columnMask", opa::columnMask);
    add(routes, "batchColumnMasks", opa::columnMasks);
  }

  private static void add(Routes routes, String rule, Question question) {
    routes.post(
        DATA + rule,
        ENGINE,
        request ->
            ApiResponse.json(
                question.answer(
                    request.context().tenant(), request.pathParam("service"), request.json())));
  }
}
