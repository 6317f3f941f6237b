package dev.lily.policy.ranger;

import dev.lily.graph.TenantId;
import dev.lily.policy.Directory;
import dev.lily.policy.DirectoryStore;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicySet;
import dev.lily.policy.PolicyStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The policies of each tenant now and at the latest versions before, from which plug-ins and
 * engines are brought forward. Old versions share their policies, so that one costs a list.
 */
final class PolicyVersions {
  private static final int VERSIONS = 1_000;
  private static final long POLICIES = 2_000_000;

  private final PolicyStore policies;
  private final DirectoryStore directories;
  private final Map<TenantId, Window> windows = new ConcurrentHashMap<>();

  PolicyVersions(PolicyStore policies, DirectoryStore directories) {
    this.policies = policies;
    this.directories = directories;
    policies.onChange(this::current);
    directories.onChange(this::current);
  }

  private static final class Window {
    final Deque<ResolvedPolicies> versions = new ArrayDeque<>();
    long held;
    volatile ResolvedPolicies now =
        ResolvedPolicies.of(new PolicySet(0, 0, List.of()), Directory.EMPTY);

    void add(ResolvedPolicies next) {
      now = next;
      versions.addLast(next);
      held += next.policies().size();
      while (versions.size() > 1 && (versions.size() > VERSIONS || held > POLICIES)) {
        held -= versions.removeFirst().policies().size();
      }
    }
  }

  ResolvedPolicies current(TenantId tenant) {
    Window window = windows.computeIfAbsent(tenant, t -> new Window());
    if (!window.now.isOf(policies.current(tenant), directories.current(tenant))) {
      synchronized (window) {
        PolicySet set = policies.current(tenant);
        Directory directory = directories.current(tenant);
        if (!window.now.isOf(set, directory)) {
          window.add(window.now.next(set, directory));
        }
      }
    }
    return window.now;
  }

  /** What was given as that version; absent where it is not remembered any more. */
  Optional<ResolvedPolicies> at(TenantId tenant, long version) {
    current(tenant);
    Window window = windows.computeIfAbsent(tenant, t -> new Window());
    synchronized (window) {
      return window.versions.stream().filter(one -> one.version() == version).findFirst();
    }
  }

  /** The policy with the users who have the attributes now. */
  Policy resolved(TenantId tenant, Policy policy) {
    return ResolvedPolicies.resolve(policy, directories.current(tenant));
  }

  /** The policies as they would be with this directory. */
  ResolvedPolicies trial(TenantId tenant, Directory directory) {
    Directory next =
        new Directory(
            directories.current(tenant).version() + 1,
            directory.updateTime(),
            directory.users(),
            directory.groups(),
            directory.roles());
    return current(tenant).next(policies.current(tenant), next);
  }

  /** The policies as they would be with this set. */
  ResolvedPolicies trial(TenantId tenant, PolicySet set) {
    return current(tenant).next(set, directories.current(tenant));
  }
}
