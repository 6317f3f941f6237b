package dev.lily.policy.ranger;

import dev.lily.graph.CatalogException;
import dev.lily.graph.TenantId;
import dev.lily.policy.Directory;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicySet;
import dev.lily.policy.Subjects;
import dev.lily.policy.binding.EngineService;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds changes of users, groups and roles after which nobody who is known could read something
 * that somebody can read now: a policy that names the last of them would have been refused itself.
 */
public final class DirectoryLockoutCheck {
  private final ServiceEngines engines;
  private final Clock clock;

  public DirectoryLockoutCheck(ServiceEngines engines, Clock clock) {
    this.engines = engines;
    this.clock = clock;
  }

  /**
   * Compares the directory as it is with what it would be, policy by policy.
   *
   * @throws CatalogException CONFIRMATION_REQUIRED with what nobody could read any more
   */
  public void check(TenantId tenant, Directory now, Directory then) {
    Touched touched = Touched.of(now, then);
    PolicySet set = engines.policies(tenant);
    List<Policy> deciding =
        set.policies().stream()
            .filter(policy -> policy.isEnforced() && ReadProbe.isAboutAccess(policy))
            .filter(touched::concerns)
            .toList();
    if (deciding.isEmpty()) {
      return;
    }
    Principals before = new Principals(List.of(set), now);
    Principals after = new Principals(List.of(set), then);
    Instant at = clock.instant();
    for (EngineService service : engines.services(tenant)) {
      ServiceEngine engine = engines.of(tenant, service.name());
      ServiceEngine trial = engines.trial(tenant, service, then);
      for (Policy policy : deciding) {
        List<Policy> alone = List.of(policy);
        var could = ReadProbe.subjects(before, before.knownBesides(set, alone).stream());
        var can = ReadProbe.subjects(after, after.knownBesides(set, alone).stream());
        for (ReadProbe probe : ReadProbe.of(service, policy)) {
          LockoutCheck.confirm(
              probe.isReadBy(could, engine, at) && !probe.isReadBy(can, trial, at),
              "by policy %d '%s' nobody who is known could read %%s in %%s any more: name somebody else there"
                      .formatted(policy.id(), policy.name().replace("%", "%%"))
                  + " first",
              probe,
              service);
        }
      }
    }
  }

  /** Who is not as before, and their groups; who is new takes nothing from anybody. */
  private record Touched(boolean any, Set<String> users, Set<String> groups) {
    static Touched of(Directory now, Directory then) {
      Set<String> roles = changed(now.roles(), then.roles());
      Set<String> users = new HashSet<>(changed(now.users(), then.users()));
      Set<String> groups = new HashSet<>(changed(now.groups(), then.groups()));
      boolean any = !(roles.isEmpty() && users.isEmpty() && groups.isEmpty());
      now.roles()
          .forEach(
              (name, role) -> {
                if (roles.contains(name)) {
                  users.addAll(role.users());
                  groups.addAll(role.groups());
                }
              });
      users.forEach(user -> groups.addAll(now.groupsOf(user, Set.of())));
      return new Touched(any, users, groups);
    }

    private static <V> Set<String> changed(Map<String, V> now, Map<String, V> then) {
      Map<String, V> changed = new HashMap<>(now);
      changed.entrySet().removeIf(one -> one.getValue().equals(then.get(one.getKey())));
      return changed.keySet();
    }

    boolean concerns(Policy policy) {
      return any && Stream.of(policy.subjects(), policy.exceptions()).anyMatch(this::touches);
    }

    private boolean touches(Subjects subjects) {
      return !subjects.roles().isEmpty()
          || !subjects.attributes().isEmpty()
          || subjects.users().stream().anyMatch(users::contains)
          || subjects.groups().stream().anyMatch(groups::contains);
    }
  }
}
