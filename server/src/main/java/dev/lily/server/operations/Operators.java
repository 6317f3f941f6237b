package dev.lily.server.operations;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TenantId;
import dev.lily.policy.access.Action;
import dev.lily.server.http.ApiRequest;

/**
 * Who may see how the whole process is, all tenants in it: those who may read metrics in one
 * tenant.
 */
public record Operators(TenantId tenant) {

  /**
   * Lets only them pass.
   *
   * @param what is asked for, in the plural
   * @throws CatalogException UNAUTHORIZED_ACCESS
   */
  void require(ApiRequest request, String what) {
    if (!request.context().tenant().equals(tenant)) {
      throw new CatalogException(
          ErrorCode.UNAUTHORIZED_ACCESS,
          "%s tell of all tenants: they are for the role monitor or admin in tenant %s, not in %s"
              .formatted(what, tenant, request.context().tenant()));
    }
    request.require(Action.READ_METRICS);
  }
}
