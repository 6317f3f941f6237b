package dev.lily.policy.access;

import dev.lily.graph.Principal;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.sight.AssetAct;
import dev.lily.graph.sight.AssetGuard;
import dev.lily.graph.sight.Redaction;
import dev.lily.graph.sight.Sight;
import dev.lily.policy.Subjects;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.casbin.jcasbin.main.Enforcer;

/**
 * The rules of a tenant for one caller. Which rules an asset meets is found by {@link
 * CompiledRules}; what follows from that is decided by jCasbin, once for each set of rules.
 */
final class CallerGuard implements AssetGuard {
  private static final String CALLER = "caller";

  private static final Set<Action> READING =
      Set.of(Action.READ_METADATA, Action.READ_DETAILS, Action.READ_LINEAGE);

  /** The rule of what the roles may do. */
  private static final String BY_ROLE = "";

  private final TenantId tenant;
  private final CompiledRules rules;
  private final BitSet live;
  private final boolean seesEverything;
  private final Enforcer enforcer;
  private final Map<BitSet, Sight> sights = new ConcurrentHashMap<>();
  private final Map<Question, Verdict> verdicts = new ConcurrentHashMap<>();

  private record Question(Action action, BitSet met) {}

  /**
   * Whether something may be done.
   *
   * @param rule the number of the one that decided; empty where the roles did
   */
  record Verdict(boolean allowed, Optional<Integer> rule) {}

  CallerGuard(TenantId tenant, Principal principal, CompiledRules rules) {
    this.tenant = tenant;
    this.rules = rules;
    this.live = naming(principal, rules);
    this.seesEverything =
        isSilentAbout(READING)
            && READING.stream().allMatch(action -> Roles.allow(principal, action));
    this.enforcer = Enforcers.of("rules.conf");
    if (!live.isEmpty()) {
      enforcer.addFunction(Covers.NAME, new Covers());
      addRules();
      addRoles();
      groups(principal);
    }
  }

  private static BitSet naming(Principal principal, CompiledRules rules) {
    BitSet naming = new BitSet();
    for (int i = 0; i < rules.rules().size(); i++) {
      Subjects subjects = rules.rules().get(i).subjects();
      naming.set(
          i,
          subjects.everyone()
              || subjects.users().contains(principal.name())
              || !Collections.disjoint(subjects.groups(), principal.groups())
              || !Collections.disjoint(subjects.roles(), principal.roles()));
    }
    return naming;
  }

  private void addRules() {
    for (int i = 0; i < rules.rules().size(); i++) {
      CatalogRule rule = rules.rules().get(i);
      for (Action action : Action.values()) {
        if (rule.isAbout(action)) {
          add(rule.subjects(), action, Covers.id(i), rule.effect());
        }
      }
    }
  }

  private void add(Subjects subjects, Action action, String rule, CatalogRule.Effect effect) {
    String eft = effect == CatalogRule.Effect.ALLOW ? "allow" : "deny";
    if (subjects.everyone()) {
      add("everyone", action, rule, eft);
    }
    subjects.users().forEach(user -> add("user:" + user, action, rule, eft));
    subjects.groups().forEach(group -> add("group:" + group, action, rule, eft));
    subjects.roles().forEach(role -> add("role:" + role, action, rule, eft));
  }

  private void add(String subject, Action action, String rule, String eft) {
    enforcer.addPolicy(subject, tenant.value(), action.name(), rule, eft);
  }

  private void addRoles() {
    Roles.permissions()
        .forEach(
            (role, actions) ->
                actions.forEach(action -> add("role:" + role, action, BY_ROLE, "allow")));
  }

  private void groups(Principal principal) {
    belongsTo("everyone");
    belongsTo("user:" + principal.name());
    principal.groups().forEach(group -> belongsTo("group:" + group));
    principal.roles().forEach(role -> belongsTo("role:" + role));
  }

  private void belongsTo(String subject) {
    enforcer.addGroupingPolicy(CALLER, subject, tenant.value());
  }

  CompiledRules rules() {
    return rules;
  }

  /** Whether a rule names the caller. */
  boolean isNamed() {
    return !live.isEmpty();
  }

  /** True where no rule about assets names the caller: what the roles may do is asked before. */
  @Override
  public boolean isOpen() {
    return isSilentAbout(Action.ON_ASSETS);
  }

  @Override
  public boolean seesEverything() {
    return seesEverything;
  }

  private boolean isSilentAbout(Set<Action> actions) {
    return live.stream()
        .mapToObj(rules.rules()::get)
        .noneMatch(rule -> actions.stream().anyMatch(rule::isAbout));
  }

  @Override
  public Sight sight(AssetRef asset, Collection<Classification> carried) {
    return sight(met(asset, carried));
  }

  /** The same of all assets that meet the conditions of these rules. */
  Sight sight(BitSet met) {
    return sights.computeIfAbsent(met, this::decide);
  }

  @Override
  public boolean allows(AssetAct act, AssetRef asset, Collection<Classification> carried) {
    return verdict(Action.valueOf(act.name()), met(asset, carried)).allowed();
  }

  /** Of the rules that name the caller those whose conditions the asset meets. */
  BitSet met(AssetRef asset, Collection<Classification> carried) {
    return rules.matching(asset, carried, live);
  }

  /** Whether the caller may do that at all, or to some asset. */
  boolean admits(Action action) {
    return verdict(action, rules.untargeted()).allowed()
        || (Action.ON_ASSETS.contains(action)
            && live.stream()
                .mapToObj(rules.rules()::get)
                .anyMatch(
                    rule -> rule.effect() == CatalogRule.Effect.ALLOW && rule.isAbout(action)));
  }

  private Sight decide(BitSet met) {
    if (!verdict(Action.READ_METADATA, met).allowed()) {
      return Sight.HIDDEN;
    }
    Verdict details = verdict(Action.READ_DETAILS, met);
    boolean lineage = verdict(Action.READ_LINEAGE, met).allowed();
    return new Sight(true, lineage, details.allowed() ? Redaction.NOTHING : redaction(details));
  }

  private Redaction redaction(Verdict details) {
    return details
        .rule()
        .map(rule -> rules.rules().get(rule).redact())
        .filter(parts -> !parts.isEmpty())
        .map(Redaction::new)
        .orElse(Redaction.STANDARD);
  }

  Verdict verdict(Action action, BitSet met) {
    return verdicts.computeIfAbsent(new Question(action, met), this::enforce);
  }

  private Verdict enforce(Question question) {
    synchronized (enforcer) {
      var result =
          enforcer.enforceEx(CALLER, tenant.value(), question.action().name(), question.met());
      return new Verdict(result.isAllow(), Covers.rule(result.getExplain()));
    }
  }
}
