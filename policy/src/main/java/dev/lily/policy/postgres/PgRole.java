package dev.lily.policy.postgres;

import java.util.List;
import java.util.Set;

/**
 * A role of the database.
 *
 * @param login whether somebody can log in as it
 * @param readsAll whether it is a superuser or may read every table
 * @param memberOf the roles of which it is a member, itself included
 * @param functions those that others may call and that run with its rights
 */
public record PgRole(
    String name, boolean login, boolean readsAll, Set<String> memberOf, List<String> functions) {
  public PgRole {
    memberOf = Set.copyOf(memberOf);
    functions = List.copyOf(functions);
  }
}
