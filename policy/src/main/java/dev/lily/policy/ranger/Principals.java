package dev.lily.policy.ranger;

import dev.lily.policy.AccessForecast.Kind;
import dev.lily.policy.AccessForecast.Who;
import dev.lily.policy.Directory;
import dev.lily.policy.Directory.Role;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicySet;
import dev.lily.policy.Subjects;
import dev.lily.policy.ranger.ServiceEngine.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Those whom enforced policies name, and one whom they do not. */
final class Principals {
  /** No name of a user of any engine. */
  private static final String NOBODY = "\u0000";

  /** One whom no policy names. */
  static final Who ANYBODY = new Who(Kind.EVERYONE_ELSE, "");

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
    all.add(ANYBODY);
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

  /** Those whom the directory knows or an enforced policy names that is none of these. */
  List<Who> knownBesides(PolicySet set, List<Policy> policies) {
    Set<Long> ids = policies.stream().map(Policy::id).collect(Collectors.toSet());
    List<Policy> others = set.policies().stream().filter(one -> !ids.contains(one.id())).toList();
    List<PolicySet> without = List.of(new PolicySet(set.version(), set.updateTime(), others));
    Set<Who> named = Set.copyOf(new Principals(without, directory).all());
    return all.stream().filter(who -> named.contains(who) || isInDirectory(who)).toList();
  }

  private boolean isInDirectory(Who who) {
    return switch (who.kind()) {
      case EVERYONE_ELSE -> true;
      case USER -> directory.users().containsKey(who.name()) || isMember(who, Role::users);
      case GROUP ->
          directory.groups().containsKey(who.name())
              || directory.users().values().stream()
                  .anyMatch(user -> user.groups().contains(who.name()))
              || isMember(who, Role::groups);
      case ROLE -> directory.roles().containsKey(who.name());
    };
  }

  private boolean isMember(Who who, Function<Role, Set<String>> members) {
    return directory.roles().values().stream()
        .anyMatch(role -> members.apply(role).contains(who.name()));
  }

  Subject subject(Who who) {
    return switch (who.kind()) {
      case EVERYONE_ELSE -> anybody();
      case USER -> user(who.name(), directory.groupsOf(who.name(), Set.of()));
      case GROUP -> user(NOBODY, Set.of(who.name()));
      case ROLE -> new Subject(NOBODY, Set.of(), rolesAround(who.name()));
    };
  }

  /** One whom no policy names, as an engine asks about them. */
  static Subject anybody() {
    return new Subject(NOBODY, Set.of(), Set.of());
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
