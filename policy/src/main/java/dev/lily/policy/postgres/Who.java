package dev.lily.policy.postgres;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A fact about the current user upon which decisions depend: being a member of a role, or being one
 * of some users.
 *
 * @param members names of roles, where it is about who one is; empty where it is about {@code role}
 * @param role the role of which one is a member; empty where it is about {@code members}
 * @param user the user of policies that one is; empty for none that policies name
 * @param groups the groups of policies in which one is
 * @param roles the roles of policies that one has
 */
record Who(Set<String> members, String role, String user, Set<String> groups, Set<String> roles) {

  static Who memberOf(String role, Set<String> roles) {
    Set<String> all = new TreeSet<>(roles);
    all.add(role);
    return new Who(Set.of(), role, "", Set.of(role), all);
  }

  /** Whether it is about who one is: of such facts only one can hold. */
  boolean isIdentity() {
    return role.isEmpty();
  }

  boolean holds(PgRole current) {
    return isIdentity() ? members.contains(current.name()) : current.memberOf().contains(role);
  }

  /** The fact as SQL; false, not an error, when the role is dropped. */
  String sql() {
    return isIdentity()
        ? "current_user::text IN (" + literals(members) + ")"
        : "pg_has_role(current_user, to_regrole("
            + SqlText.literal(SqlText.name(role))
            + "), 'member')";
  }

  private static String literals(Collection<String> names) {
    return names.stream().sorted().map(SqlText::literal).collect(Collectors.joining(", "));
  }
}
