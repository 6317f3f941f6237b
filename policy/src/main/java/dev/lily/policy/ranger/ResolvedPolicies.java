package dev.lily.policy.ranger;

import dev.lily.policy.Directory;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicySet;
import dev.lily.policy.Subjects;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The enforced policies of a tenant at one time, with the users who have the attributes in the
 * place of attributes. Immutable; what two of them have in common is kept once.
 */
final class ResolvedPolicies {
  private final PolicySet set;
  private final Directory directory;
  private final Map<Long, Policy> sources;
  private final Map<Long, Policy> byId;
  private final List<Policy> policies;

  private ResolvedPolicies(
      PolicySet set, Directory directory, Map<Long, Policy> sources, List<Policy> policies) {
    this.set = set;
    this.directory = directory;
    this.sources = sources;
    this.policies = List.copyOf(policies);
    this.byId = new HashMap<>(2 * policies.size());
    policies.forEach(policy -> byId.put(policy.id(), policy));
  }

  /** A policy that differs; absent where it is not enforced. */
  record Change(Optional<Policy> before, Optional<Policy> after) {}

  static ResolvedPolicies of(PolicySet set, Directory directory) {
    return new ResolvedPolicies(set, directory, Map.of(), List.of()).next(set, directory);
  }

  /** The policies as they are, or would be, later. */
  ResolvedPolicies next(PolicySet now, Directory users) {
    boolean sameUsers = directory.version() == users.version();
    Map<Long, Policy> nowSources = new HashMap<>();
    List<Policy> resolved = new ArrayList<>(now.policies().size());
    for (Policy policy : now.policies()) {
      if (!policy.isEnforced()) {
        continue;
      }
      if (!namesAttributes(policy)) {
        resolved.add(policy);
        continue;
      }
      Policy known = byId.get(policy.id());
      boolean same = sameUsers && known != null && policy.equals(sources.get(policy.id()));
      nowSources.put(policy.id(), policy);
      resolved.add(same && known != null ? known : resolve(policy, users));
    }
    return new ResolvedPolicies(now, users, nowSources, resolved);
  }

  /** Grows with every change of policies or directory; an untouched directory adds nothing. */
  long version() {
    return set.version() + directory.version() - Directory.EMPTY.version();
  }

  long updateTime() {
    return Math.max(set.updateTime(), directory.updateTime());
  }

  boolean isOf(PolicySet nowSet, Directory nowDirectory) {
    return set.version() == nowSet.version() && directory.version() == nowDirectory.version();
  }

  List<Policy> policies() {
    return policies;
  }

  Optional<Policy> find(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** What differs in the later ones, by id. */
  List<Change> changesTo(ResolvedPolicies later) {
    List<Change> changes = new ArrayList<>();
    for (Policy before : policies) {
      Policy after = later.byId.get(before.id());
      if (!before.equals(after)) {
        changes.add(new Change(Optional.of(before), Optional.ofNullable(after)));
      }
    }
    for (Policy after : later.policies) {
      if (!byId.containsKey(after.id())) {
        changes.add(new Change(Optional.empty(), Optional.of(after)));
      }
    }
    return changes;
  }

  private static boolean namesAttributes(Policy policy) {
    return !policy.subjects().attributes().isEmpty() || !policy.exceptions().attributes().isEmpty();
  }

  static Policy resolve(Policy policy, Directory users) {
    return policy.about(resolve(policy.subjects(), users), resolve(policy.exceptions(), users));
  }

  private static Subjects resolve(Subjects subjects, Directory users) {
    Set<String> named = new TreeSet<>(subjects.users());
    named.addAll(users.usersWith(subjects.attributes()));
    return new Subjects(named, subjects.groups(), subjects.roles(), subjects.everyone());
  }
}
