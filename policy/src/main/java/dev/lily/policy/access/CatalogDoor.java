package dev.lily.policy.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.sight.AssetGuard;
import dev.lily.graph.sight.AssetGuards;
import dev.lily.policy.access.CallerGuard.Verdict;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who gets to see which assets of the catalog, and may do what to them, by the rules of each
 * tenant. A tenant without rules costs a look into a map. Safe for many threads.
 */
public final class CatalogDoor implements AssetGuards {
  private static final int REMEMBERED = 1_000;

  private final CatalogRuleStore store;
  private final TypeNames types;
  private final Map<TenantId, CompiledRules> compiled = new ConcurrentHashMap<>();
  private final Cache<Caller, CallerGuard> guards =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  private record Caller(TenantId tenant, Principal principal) {}

  public CatalogDoor(CatalogRuleStore store, TypeNames types) {
    this.store = store;
    this.types = types;
  }

  @Override
  public AssetGuard of(RequestContext context) {
    return of(context.tenant(), context.principal());
  }

  public AssetGuard of(TenantId tenant, Principal principal) {
    return ruled(tenant, principal).<AssetGuard>map(guard -> guard).orElse(AssetGuard.OPEN);
  }

  /** The guard of somebody whom rules name; empty for all others. */
  Optional<CallerGuard> ruled(TenantId tenant, Principal principal) {
    CatalogRules current = store.current(tenant);
    if (current.rules().isEmpty()) {
      return Optional.empty();
    }
    CompiledRules rules = compiled(tenant, current);
    Caller caller = new Caller(tenant, principal);
    CallerGuard known = guards.getIfPresent(caller);
    if (known == null || known.rules() != rules) {
      known = new CallerGuard(tenant, principal, rules);
      guards.put(caller, known);
    }
    return Optional.of(known).filter(CallerGuard::isNamed);
  }

  private CompiledRules compiled(TenantId tenant, CatalogRules current) {
    return Objects.requireNonNull(
        compiled.compute(
            tenant,
            (t, known) ->
                known != null && known.source().version() == current.version()
                    ? known
                    : new CompiledRules(current, types)));
  }

  /** Forgets what depends on which types are above which. */
  public void forget() {
    compiled.clear();
  }

  /**
   * Why somebody may do something to an asset, or not.
   *
   * @param byRule what decided; empty where the caller's roles did
   * @param version of the rules
   * @param reasons the classifications of the asset by which it is one that the rule is about
   */
  public record Explanation(
      boolean allowed, Optional<CatalogRule> byRule, long version, List<Classification> reasons) {}

  public Explanation explain(
      TenantId tenant,
      Principal principal,
      Action action,
      AssetRef asset,
      List<Classification> carried) {
    CompiledRules rules = compiled(tenant, store.current(tenant));
    Optional<CallerGuard> guard = ruled(tenant, principal);
    BitSet met = guard.map(one -> one.met(asset, carried)).orElseGet(BitSet::new);
    Verdict verdict =
        guard
            .map(one -> one.verdict(action, met))
            .orElseGet(() -> new Verdict(Roles.allow(principal, action), Optional.empty()));
    return new Explanation(
        verdict.allowed(),
        verdict.rule().map(rules.rules()::get),
        rules.source().version(),
        verdict.rule().map(rule -> rules.reasons(rule, asset, carried)).orElse(List.of()));
  }

  /** What other rules would change; nothing is stored. */
  public RuleTrial trial(TenantId tenant, List<CatalogRule> proposed) {
    return new RuleTrial(tenant, store.current(tenant).rules(), proposed, types);
  }
}
