package dev.lily.server.access;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.TypeCatalog;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.LineageView;
import dev.lily.policy.access.CatalogDoor;
import dev.lily.policy.access.CatalogRule;
import dev.lily.policy.access.CatalogRuleCheck;
import dev.lily.policy.access.CatalogRuleStore;
import dev.lily.policy.access.CatalogRules;
import dev.lily.policy.access.Roles;
import dev.lily.policy.access.RuleTrial;
import dev.lily.policy.access.RuleTrial.Outlook;
import java.util.List;

/** Changes the rules of a tenant, and tells before what that would do. */
public final class RuleEditor {
  /** How many assets are counted while the index is held. */
  private static final int PIECE = 16_384;

  private final CatalogRuleStore store;
  private final CatalogDoor door;
  private final ClassificationIndex index;
  private final People people;
  private final TypeCatalog types;

  public RuleEditor(
      CatalogRuleStore store,
      CatalogDoor door,
      ClassificationIndex index,
      People people,
      TypeCatalog types) {
    this.store = store;
    this.door = door;
    this.index = index;
    this.people = people;
    this.types = types;
  }

  CatalogRules current(TenantId tenant) {
    return store.current(tenant);
  }

  List<CatalogRules> versions(TenantId tenant) {
    return store.versions(tenant);
  }

  /** What in the rules fits nothing that there is; they can be stored nevertheless. */
  List<String> warnings(List<CatalogRule> rules) {
    return RuleWarnings.of(rules, types.types());
  }

  /**
   * What everybody would see by the rules, and sees now.
   *
   * @throws CatalogException BAD_REQUEST with all that is wrong with the rules
   */
  List<Outlook> foresee(TenantId tenant, List<CatalogRule> rules) {
    CatalogRuleCheck.check(rules);
    RuleTrial trial = door.trial(tenant, rules);
    int end = index.read(tenant, LineageView::nodeLimit);
    for (int first = 0; first < end; first += PIECE) {
      int from = first;
      index.read(tenant, view -> count(view, from, Math.min(end, from + PIECE), trial));
    }
    return people.in(tenant).stream().map(trial::of).toList();
  }

  private static int count(LineageView view, int from, int to, RuleTrial trial) {
    for (int node = from; node < to; node++) {
      if (view.isOfTenant(node) && !view.isDeleted(node)) {
        int asset = node;
        view.key(node)
            .ifPresent(
                key -> trial.add(new AssetRef(view.guid(asset), key), view.classifications(asset)));
      }
    }
    return to;
  }

  /**
   * Puts the rules into force.
   *
   * @param seen the version that the caller has read
   * @param force even where no admin could change them back
   */
  CatalogRules put(
      RequestContext context, List<CatalogRule> rules, long seen, String comment, boolean force) {
    CatalogRuleCheck.check(rules);
    if (!force) {
      requireAdmin(context.tenant(), rules);
    }
    return store.put(context, rules, seen, comment);
  }

  private void requireAdmin(TenantId tenant, List<CatalogRule> rules) {
    RuleTrial trial = door.trial(tenant, rules);
    boolean remains =
        people.in(tenant).stream()
            .filter(principal -> principal.roles().contains(Roles.ADMIN))
            .map(trial::of)
            .anyMatch(admin -> admin.administersAccess() && admin.entersCatalog());
    if (!remains) {
      throw new CatalogException(
          ErrorCode.CONFIRMATION_REQUIRED,
          "rules: by them no admin of tenant %s could read metadata and change the rules back; add a rule before them that allows an admin READ_METADATA and ADMINISTER_ACCESS, or send force=true"
              .formatted(tenant));
    }
  }
}
