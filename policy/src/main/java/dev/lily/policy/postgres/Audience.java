package dev.lily.policy.postgres;

import dev.lily.graph.TenantId;
import dev.lily.policy.Asker;
import dev.lily.policy.Directory;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicySet;
import dev.lily.policy.Subjects;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who can be told apart by the policies among the roles of a database. A policy's group or role is
 * the database role of that name, a policy's user the one who is logged in by that name; the
 * directory's memberships are added.
 */
final class Audience {
  /** No name of a user of any database. */
  private static final String NOBODY = "\u0000";

  static final BitSet NOTHING = new BitSet();

  private final List<Who> facts = new ArrayList<>();
  private final Set<BitSet> situations = new LinkedHashSet<>();
  private final Map<String, BitSet> ofRole = new HashMap<>();
  private final Set<String> unknown = new TreeSet<>();

  /**
   * Those of a database.
   *
   * @param service the database; who is named only by policies of all engines may be somebody of
   *     another one, and is not missed here
   */
  Audience(PolicySet policies, Directory directory, PgState state, String service) {
    Named named = new Named(policies, directory);
    Map<String, PgRole> roles = state.rolesByName();
    addGroups(named, directory, roles);
    addUsers(named, directory, roles);
    situations.add(new BitSet());
    for (int one = 0; one < facts.size(); one++) {
      situations.add(bits(one));
      for (int other = one + 1; other < facts.size(); other++) {
        if (!facts.get(one).isIdentity() || !facts.get(other).isIdentity()) {
          situations.add(bits(one, other));
        }
      }
    }
    for (PgRole role : roles.values()) {
      if (!role.readsAll()) {
        ofRole.put(role.name(), situation(role));
      }
    }
    situations.addAll(ofRole.values());
    unknown.addAll(new Named(aboutOnly(policies, service), directory).all());
    unknown.removeAll(roles.keySet());
    unknown.removeIf(name -> directory.roles().containsKey(name) || named.isInDirectory(name));
  }

  private static PolicySet aboutOnly(PolicySet policies, String service) {
    return new PolicySet(
        policies.version(),
        policies.updateTime(),
        policies.policies().stream()
            .filter(
                policy ->
                    policy.target().resources().stream()
                        .anyMatch(pattern -> pattern.service().equals(service)))
            .toList());
  }

  /** The names in policies that change what is seen. */
  private static final class Named {
    final Set<String> users = new TreeSet<>();
    final Set<String> groups = new TreeSet<>();
    final Set<String> roles = new TreeSet<>();
    final Directory directory;

    Named(PolicySet policies, Directory directory) {
      this.directory = directory;
      for (Policy policy : policies.policies()) {
        if (policy.isEnforced()) {
          add(policy.subjects());
          add(policy.exceptions());
        }
      }
      users.removeIf(user -> user.startsWith("{"));
    }

    private void add(Subjects subjects) {
      users.addAll(subjects.users());
      users.addAll(directory.usersWith(subjects.attributes()));
      groups.addAll(subjects.groups());
      roles.addAll(subjects.roles());
    }

    Set<String> rolesAmong(Set<String> some) {
      Set<String> among = new TreeSet<>(some);
      among.retainAll(roles);
      return among;
    }

    Set<String> all() {
      Set<String> all = new TreeSet<>(users);
      all.addAll(groups);
      all.addAll(roles);
      return all;
    }

    boolean isInDirectory(String group) {
      return directory.users().values().stream().anyMatch(user -> user.groups().contains(group));
    }
  }

  private void addGroups(Named named, Directory directory, Map<String, PgRole> roles) {
    for (String role : roles.keySet()) {
      Set<String> had = named.rolesAmong(directory.rolesOf(NOBODY, Set.of(role)));
      if (named.groups.contains(role) || named.roles.contains(role) || !had.isEmpty()) {
        facts.add(Who.memberOf(role, had));
      }
    }
  }

  /** Users about whom policies or the directory say the same are one fact. */
  private void addUsers(Named named, Directory directory, Map<String, PgRole> roles) {
    Map<Who, Set<String>> alike = new LinkedHashMap<>();
    for (String name : roles.keySet()) {
      Set<String> all = directory.groupsOf(name, Set.of());
      Set<String> groups = new TreeSet<>(all);
      groups.retainAll(named.groups);
      Set<String> had = named.rolesAmong(directory.rolesOf(name, all));
      boolean isNamed = named.users.contains(name);
      if (isNamed || !groups.isEmpty() || !had.isEmpty()) {
        Who kind = new Who(Set.of(), "", isNamed ? name : "", groups, had);
        alike.computeIfAbsent(kind, k -> new TreeSet<>()).add(name);
      }
    }
    alike.forEach(
        (kind, users) -> facts.add(new Who(users, "", kind.user(), kind.groups(), kind.roles())));
  }

  /** The facts that can be true. */
  List<Who> facts() {
    return facts;
  }

  /** Every set of facts that holds for a role now, and each one and each two alone. */
  Set<BitSet> situations() {
    return situations;
  }

  /** The facts that hold for a role; none for one that came later. */
  BitSet of(String role) {
    return ofRole.getOrDefault(role, new BitSet());
  }

  /** Names in policies of this database that are no roles of it and not known otherwise. */
  Set<String> unknown() {
    return unknown;
  }

  /** Somebody for whom the facts hold. */
  Asker asker(TenantId tenant, String service, BitSet situation) {
    String user = NOBODY;
    Set<String> groups = new TreeSet<>();
    Set<String> roles = new TreeSet<>();
    for (int i = situation.nextSetBit(0); i >= 0; i = situation.nextSetBit(i + 1)) {
      Who fact = facts.get(i);
      user = fact.user().isEmpty() ? user : fact.user();
      groups.addAll(fact.groups());
      roles.addAll(fact.roles());
    }
    return new Asker(tenant, service, user, groups, roles);
  }

  private BitSet situation(PgRole role) {
    BitSet situation = new BitSet();
    for (int i = 0; i < facts.size(); i++) {
      situation.set(i, facts.get(i).holds(role));
    }
    return situation;
  }

  private static BitSet bits(int... set) {
    BitSet bits = new BitSet();
    for (int bit : set) {
      bits.set(bit);
    }
    return bits;
  }
}
