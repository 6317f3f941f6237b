package dev.lily.policy.store;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.policy.access.CatalogRule;
import dev.lily.policy.access.CatalogRuleStore;
import dev.lily.policy.access.CatalogRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Rules in {@code <folder>/<tenant>/catalog-access.json}, every version of them in {@code
 * catalog-access-history.jsonl} beside it.
 */
public final class FileCatalogRuleStore implements CatalogRuleStore {
  private final Path folder;
  private final Map<TenantId, CatalogRules> known = new ConcurrentHashMap<>();

  public FileCatalogRuleStore(Path folder) {
    this.folder = folder;
  }

  @Override
  public CatalogRules current(TenantId tenant) {
    CatalogRules rules = known.get(tenant);
    return rules != null
        ? rules
        : known.computeIfAbsent(tenant, t -> file(t).read().orElse(CatalogRules.NONE));
  }

  @Override
  public synchronized CatalogRules put(
      RequestContext context, List<CatalogRule> rules, long seen, String comment) {
    TenantId tenant = context.tenant();
    long version = current(tenant).version();
    if (seen != version) {
      throw new CatalogException(
          ErrorCode.VERSION_CONFLICT,
          "version: the rules are at version %d, not %d; read them again and repeat the change"
              .formatted(version, seen));
    }
    CatalogRules next =
        new CatalogRules(
            version + 1, context.principal().name(), context.clock().millis(), comment, rules);
    history(tenant).append(next);
    file(tenant).write(next);
    known.put(tenant, next);
    return next;
  }

  /** What a crash left in the history without being in force is no version. */
  @Override
  public List<CatalogRules> versions(TenantId tenant) {
    long last = current(tenant).version();
    return history(tenant).lines().stream().filter(one -> one.version() <= last).toList();
  }

  private JsonFile<CatalogRules> file(TenantId tenant) {
    return new JsonFile<>(
        folder.resolve(tenant.value()).resolve("catalog-access.json"), CatalogRules.class);
  }

  private JsonFile<CatalogRules> history(TenantId tenant) {
    return new JsonFile<>(
        folder.resolve(tenant.value()).resolve("catalog-access-history.jsonl"), CatalogRules.class);
  }
}
