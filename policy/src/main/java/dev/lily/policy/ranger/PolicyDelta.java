package dev.lily.policy.ranger;

import dev.lily.policy.Policy;
import dev.lily.policy.ranger.ResolvedPolicies.Change;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.ranger.plugin.model.RangerPolicy;
import org.apache.ranger.plugin.model.RangerPolicyDelta;
import org.jspecify.annotations.Nullable;

/**
 * Changed policies in a form that Ranger plug-ins (2.6 and 2.9) apply rightly. Where that cannot be
 * had there is no delta, and they get everything.
 */
final class PolicyDelta {
  private static final int MOST = 1_000;
  private static final String ATTRIBUTE_OF_USER = "${{";

  private final ServiceCompiler compiler;
  private final ResolvedPolicies now;
  private final Set<Long> changed = new HashSet<>();
  private final List<RangerPolicyDelta> removed = new ArrayList<>();
  private final List<RangerPolicyDelta> added = new ArrayList<>();
  private boolean byTag;
  private boolean byName;

  private PolicyDelta(ServiceCompiler compiler, ResolvedPolicies now) {
    this.compiler = compiler;
    this.now = now;
  }

  /** The changes; none where none concerns the service. */
  static Optional<List<RangerPolicyDelta>> between(
      ServiceCompiler compiler, ResolvedPolicies then, ResolvedPolicies now) {
    return made(compiler, then, now).map(PolicyDelta::all);
  }

  /** The changes as a plug-in takes them: it needs at least one. */
  static Optional<List<RangerPolicyDelta>> forPlugin(
      ServiceCompiler compiler, ResolvedPolicies then, ResolvedPolicies now) {
    return made(compiler, then, now).map(PolicyDelta::atLeastOne).filter(all -> !all.isEmpty());
  }

  private static Optional<PolicyDelta> made(
      ServiceCompiler compiler, ResolvedPolicies then, ResolvedPolicies now) {
    List<Change> changes = then.changesTo(now);
    if (changes.size() > MOST || changes.stream().anyMatch(PolicyDelta::needsMore)) {
      return Optional.empty();
    }
    PolicyDelta delta = new PolicyDelta(compiler, now);
    changes.forEach(delta::add);
    return delta.isSafe() ? Optional.of(delta) : Optional.empty();
  }

  /** A plug-in looks only into full policies for whether it has to know attributes of users. */
  private static boolean needsMore(Change change) {
    return change.after().map(Policy::toString).orElse("").contains(ATTRIBUTE_OF_USER);
  }

  private void add(Change change) {
    Map<Long, RangerPolicy> before = compiled(change.before());
    Map<Long, RangerPolicy> after = compiled(change.after());
    change.before().or(change::after).ifPresent(policy -> changed.add(policy.id()));
    before.forEach(
        (id, old) -> {
          RangerPolicy next = after.get(id);
          if (next == null || !isOfSameKind(old, next)) {
            note(old);
            removed.add(delta(RangerPolicyDelta.CHANGE_TYPE_POLICY_DELETE, named(old)));
          }
        });
    after.forEach(
        (id, next) -> {
          RangerPolicy old = before.get(id);
          note(next);
          added.add(
              delta(
                  old != null && isOfSameKind(old, next)
                      ? RangerPolicyDelta.CHANGE_TYPE_POLICY_UPDATE
                      : RangerPolicyDelta.CHANGE_TYPE_POLICY_CREATE,
                  next));
        });
  }

  private Map<Long, RangerPolicy> compiled(Optional<Policy> policy) {
    Map<Long, RangerPolicy> byId = new TreeMap<>();
    policy.map(compiler::compile).orElse(List.of()).forEach(one -> byId.put(one.getId(), one));
    return byId;
  }

  /** An update finds the old policy only among those of the new one's kind. */
  private static boolean isOfSameKind(RangerPolicy old, RangerPolicy next) {
    return Objects.equals(old.getPolicyType(), next.getPolicyType())
        && old.getServiceType().equals(next.getServiceType());
  }

  private void note(RangerPolicy policy) {
    boolean tag = policy.getServiceType().equals("tag");
    byTag |= tag;
    byName |= !tag;
  }

  /**
   * A plug-in whose last policy of a kind goes stops to fetch tags, and where the first comes it
   * starts without any.
   */
  private boolean isSafe() {
    return (!byTag || unchanged(true) != null) && (!byName || unchanged(false) != null);
  }

  private List<RangerPolicyDelta> all() {
    List<RangerPolicyDelta> all = new ArrayList<>(removed);
    all.addAll(added);
    return all;
  }

  /** Plug-ins take an empty delta for a download without policies: it says one thing again. */
  private List<RangerPolicyDelta> atLeastOne() {
    List<RangerPolicyDelta> all = all();
    RangerPolicy any = all.isEmpty() ? anyUnchanged() : null;
    if (any != null) {
      all.add(delta(RangerPolicyDelta.CHANGE_TYPE_POLICY_UPDATE, any));
    }
    return all;
  }

  private @Nullable RangerPolicy anyUnchanged() {
    RangerPolicy byResource = unchanged(false);
    return byResource != null ? byResource : unchanged(true);
  }

  private @Nullable RangerPolicy unchanged(boolean tag) {
    for (Policy policy : now.policies()) {
      if (ServiceCompiler.isTagPolicy(policy) == tag && !changed.contains(policy.id())) {
        List<RangerPolicy> compiled = compiler.compile(policy);
        if (!compiled.isEmpty()) {
          return compiled.get(0);
        }
      }
    }
    return null;
  }

  private RangerPolicyDelta delta(int type, RangerPolicy policy) {
    return new RangerPolicyDelta(policy.getId(), type, now.version(), policy);
  }

  /** As much of a removed policy as finds it. */
  private static RangerPolicy named(RangerPolicy old) {
    RangerPolicy named = new RangerPolicy();
    named.setId(old.getId());
    named.setGuid(old.getGuid());
    named.setVersion(old.getVersion());
    named.setService(old.getService());
    named.setServiceType(old.getServiceType());
    named.setName(old.getName());
    named.setPolicyType(old.getPolicyType());
    named.setZoneName("");
    return named;
  }
}
