package dev.lily.policy.access;

import dev.lily.graph.CatalogException;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import java.util.List;

/** Keeps the rules of every tenant, and every version of them. Safe for many threads. */
public interface CatalogRuleStore {

  /** The rules in force. */
  CatalogRules current(TenantId tenant);

  /**
   * Replaces the rules; they are durable when the call returns.
   *
   * @param seen the version that the caller has read
   * @throws CatalogException VERSION_CONFLICT if that is not the current one any more
   */
  CatalogRules put(RequestContext context, List<CatalogRule> rules, long seen, String comment);

  /** All versions, the oldest first. */
  List<CatalogRules> versions(TenantId tenant);
}
