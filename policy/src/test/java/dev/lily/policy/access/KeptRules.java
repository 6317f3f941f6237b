package dev.lily.policy.access;

import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rules in memory; those that a test sets are the standard tenant's. */
final class KeptRules implements CatalogRuleStore {
  private final Map<TenantId, CatalogRules> rules = new HashMap<>();

  void set(CatalogRule... all) {
    long version = current(TenantId.DEFAULT).version() + 1;
    rules.put(TenantId.DEFAULT, new CatalogRules(version, "test", 0, "", List.of(all)));
  }

  @Override
  public CatalogRules current(TenantId tenant) {
    return rules.getOrDefault(tenant, CatalogRules.NONE);
  }

  @Override
  public CatalogRules put(
      RequestContext context, List<CatalogRule> all, long seen, String comment) {
    set(all.toArray(new CatalogRule[0]));
    return current(context.tenant());
  }

  @Override
  public List<CatalogRules> versions(TenantId tenant) {
    return List.of(current(tenant));
  }
}
