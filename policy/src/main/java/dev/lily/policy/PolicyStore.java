package dev.lily.policy;

import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import java.util.List;
import java.util.function.Consumer;

/** Keeps the policies of every tenant. Writes are durable when the call returns. */
public interface PolicyStore {

  /** The policies now; the default set for a tenant that never had any. */
  PolicySet current(TenantId tenant);

  /**
   * Creates the policy (id 0) or replaces the one of that id.
   *
   * @return the policy as stored; unchanged content makes no new version
   * @throws dev.lily.graph.CatalogException for an unknown id or a name that another policy has
   */
  Policy put(RequestContext context, Policy policy);

  /**
   * As {@link #put} of each, all of them or none, as one version of the set.
   *
   * @throws dev.lily.graph.CatalogException for an unknown id or a name that another policy has
   */
  void putAll(RequestContext context, List<Policy> all);

  /**
   * Deletes the policy; its history stays, and says who did it.
   *
   * @throws dev.lily.graph.CatalogException for an unknown id
   */
  void remove(RequestContext context, long id);

  /**
   * Brings a removed policy back with its id, as its next version.
   *
   * @throws dev.lily.graph.CatalogException for an id that no policy had, and where there is one of
   *     that id or name
   */
  Policy revive(RequestContext context, Policy policy);

  /** Each removal of the policy: what it was, with the next version, who removed it and when. */
  List<Policy> removals(TenantId tenant, long id);

  /** Every version of the policy, oldest first. */
  List<Policy> history(TenantId tenant, long id);

  /** Calls the listener after each change, in the changing thread. */
  void onChange(Consumer<TenantId> listener);
}
