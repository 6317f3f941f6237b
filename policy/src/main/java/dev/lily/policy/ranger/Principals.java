package dev.lily.policy.ranger;

import dev.lily.policy.AccessForecast.Kind;
import dev.lily.policy.AccessForecast.Who;
import dev.lily.policy.Directory;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicySet;
import dev.lily.policy.Subjects;
import dev.lily.policy.ranger.ServiceEngine.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Those whom enforced policies name, and one whom they do not. */
final class Principals {
  /** No name of a user of any engine. */
  private static final String NOBODY = "\u0000";

  private final Directory directory;
  private final List<Who> all = new ArrayList<>();

  Principals(List<PolicySet> sets, Directory directory) {
    this.directory = directory;
    Set<String> users = new TreeSet<>();
    Set<String> groups = new TreeSet<>();
    Set<String> roles = new TreeSet<>();
    for (PolicySet set : sets) {
      for (Policy policy : set.policies()) {
        if (policy.isEnforced()) {
          for (Subjects subjects : List.of(policy.subjects(), policy.exceptions())) {
            users.addAll(subjects.users());
            users.addAll(directory.usersWith(subjects.attributes()));
            groups.addAll(subjects.groups());
            roles.addAll(subjects.roles());
          }
        }
      }
    }
    all.add(new Who(Kind.EVERYONE_ELSE, ""));
    groups.forEach(name -> all.add(new Who(Kind.GROUP, name)));
    roles.forEach(name -> all.add(new Who(Kind.ROLE, name)));
    users.stream()
        .filter(name -> !name.startsWith("{"))
        .forEach(name -> all.add(new Who(Kind.USER, name)));
  }

  /** Everyone else first, then groups, roles and users by name. */
  List<Who> all() {
    return all;
  }

  Subject subject(Who who) {
    return switch (who.kind()) {
      case EVERYONE_ELSE -> new Subject(NOBODY, Set.of(), Set.of());
      case USER -> user(who.name(), directory.groupsOf(who.name(), Set.of()));
      case GROUP -> user(NOBODY, Set.of(who.name()));
      case ROLE -> new Subject(NOBODY, Set.of(), rolesAround(who.name()));
    };
  }

  private Subject user(String name, Set<String> groups) {
    return new Subject(name, groups, directory.rolesOf(name, groups));
  }

  /** The role and those of which it is a member. */
  private Set<String> rolesAround(String role) {
    Set<String> found = new HashSet<>(Set.of(role));
    boolean grown = true;
    while (grown) {
      grown = false;
      for (var other : directory.roles().entrySet()) {
        if (other.getValue().roles().stream().anyMatch(found::contains)) {
          grown |= found.add(other.getKey());
        }
      }
    }
    return found;
  }
}
