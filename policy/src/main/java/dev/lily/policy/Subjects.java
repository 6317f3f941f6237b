package dev.lily.policy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Set;

/**
 * Whom a policy is about. {@code everyone} includes all others.
 *
 * <p>The user name <code>{USER}</code> stands for whoever asks, as in Apache Ranger.
 */
public record Subjects(Set<String> users, Set<String> groups, Set<String> roles, boolean everyone) {
  public static final Subjects NOBODY = new Subjects(Set.of(), Set.of(), Set.of(), false);
  public static final Subjects EVERYONE = new Subjects(Set.of(), Set.of(), Set.of(), true);

  public Subjects {
    users = users == null ? Set.of() : Set.copyOf(users);
    groups = groups == null ? Set.of() : Set.copyOf(groups);
    roles = roles == null ? Set.of() : Set.copyOf(roles);
  }

  public static Subjects ofGroups(String... groups) {
    return new Subjects(Set.of(), Set.of(groups), Set.of(), false);
  }

  public static Subjects ofUsers(String... users) {
    return new Subjects(Set.of(users), Set.of(), Set.of(), false);
  }

  @JsonIgnore
  public boolean isEmpty() {
    return !everyone && users.isEmpty() && groups.isEmpty() && roles.isEmpty();
  }
}
