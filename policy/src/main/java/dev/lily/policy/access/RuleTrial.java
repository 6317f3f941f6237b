package dev.lily.policy.access;

import dev.lily.graph.Principal;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.sight.Sight;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what people would see by other rules. Assets are only sorted by which rules they meet, so
 * that many people cost no more than few. Used by one thread.
 */
public final class RuleTrial {
  private final TenantId tenant;
  private final Side now;
  private final Side then;

  RuleTrial(TenantId tenant, List<CatalogRule> now, List<CatalogRule> then, TypeNames types) {
    this.tenant = tenant;
    this.now = new Side(new CompiledRules(asRules(now), types));
    this.then = new Side(new CompiledRules(asRules(then), types));
  }

  private static CatalogRules asRules(List<CatalogRule> rules) {
    return new CatalogRules(0, "", 0, "", rules);
  }

  /** How many assets somebody sees in full, without details, and not at all. */
  public record Counts(long clear, long redacted, long hidden) {}

  /**
   * One person before and after.
   *
   * @param administersAccess whether the person could still change the rules
   * @param entersCatalog whether the person could still read metadata at all
   */
  public record Outlook(
      Principal principal,
      Counts now,
      Counts then,
      boolean administersAccess,
      boolean entersCatalog) {}

  /** Takes an asset into the counts. */
  public void add(AssetRef asset, Collection<Classification> carried) {
    now.add(asset, carried);
    then.add(asset, carried);
  }

  public Outlook of(Principal principal) {
    CallerGuard after = new CallerGuard(tenant, principal, then.rules);
    return new Outlook(
        principal,
        now.counts(new CallerGuard(tenant, principal, now.rules), principal),
        then.counts(after, principal),
        admits(after, principal, Action.ADMINISTER_ACCESS),
        admits(after, principal, Action.READ_METADATA));
  }

  private static boolean admits(CallerGuard guard, Principal principal, Action action) {
    return guard.isNamed() ? guard.admits(action) : Roles.allow(principal, action);
  }

  /** The assets, sorted by one set of rules. */
  private static final class Side {
    private final CompiledRules rules;
    private final BitSet all = new BitSet();
    private final Map<BitSet, Long> sorted = new HashMap<>();

    Side(CompiledRules rules) {
      this.rules = rules;
      all.set(0, rules.rules().size());
    }

    void add(AssetRef asset, Collection<Classification> carried) {
      sorted.merge(rules.matching(asset, carried, all), 1L, Long::sum);
    }

    Counts counts(CallerGuard guard, Principal principal) {
      long clear = 0;
      long redacted = 0;
      long hidden = 0;
      for (Map.Entry<BitSet, Long> entry : sorted.entrySet()) {
        Sight sight = sight(guard, principal, entry.getKey());
        if (!sight.isVisible()) {
          hidden += entry.getValue();
        } else if (sight.redaction().isNothing()) {
          clear += entry.getValue();
        } else {
          redacted += entry.getValue();
        }
      }
      return new Counts(clear, redacted, hidden);
    }

    private static Sight sight(CallerGuard guard, Principal principal, BitSet met) {
      if (!guard.isNamed()) {
        return Roles.allow(principal, Action.READ_METADATA) ? Sight.CLEAR : Sight.HIDDEN;
      }
      return guard.sight(met);
    }
  }
}
