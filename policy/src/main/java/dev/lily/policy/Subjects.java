package dev.lily.policy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Whom a policy is about: those whom any of it names. {@code everyone} includes all others.
 *
 * <p>The user name <code>{USER}</code> stands for whoever asks, as in Apache Ranger.
 *
 * @param attributes users of the directory who have, for each of these attributes, one of the
 *     values ({@code *} and {@code ?} are wildcards), themselves or by one of their groups
 */
public record Subjects(
    Set<String> users,
    Set<String> groups,
    Set<String> roles,
    Map<String, Set<String>> attributes,
    boolean everyone) {
  public static final Subjects NOBODY = new Subjects(Set.of(), Set.of(), Set.of(), false);
  public static final Subjects EVERYONE = new Subjects(Set.of(), Set.of(), Set.of(), true);

  public Subjects {
    users = users == null ? Set.of() : Set.copyOf(users);
    groups = groups == null ? Set.of() : Set.copyOf(groups);
    roles = roles == null ? Set.of() : Set.copyOf(roles);
    Map<String, Set<String>> copy = new HashMap<>();
    if (attributes != null) {
      attributes.forEach((name, values) -> copy.put(name, Set.copyOf(values)));
    }
    attributes = Map.copyOf(copy);
  }

  public Subjects(Set<String> users, Set<String> groups, Set<String> roles, boolean everyone) {
    this(users, groups, roles, Map.of(), everyone);
  }

  public static Subjects ofGroups(String... groups) {
    return new Subjects(Set.of(), Set.of(groups), Set.of(), false);
  }

  public static Subjects ofUsers(String... users) {
    return new Subjects(Set.of(users), Set.of(), Set.of(), false);
  }

  @JsonIgnore
  public boolean isEmpty() {
    return !everyone
        && users.isEmpty()
        && groups.isEmpty()
        && roles.isEmpty()
        && attributes.isEmpty();
  }
}
