package dev.lily.policy;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The users, groups and roles of a tenant at one time.
 *
 * @param version counts its changes, over restarts
 * @param updateTime epoch milliseconds
 */
public record Directory(
    long version,
    long updateTime,
    Map<String, User> users,
    @JsonDeserialize(contentUsing = GroupReader.class) Map<String, Map<String, String>> groups,
    Map<String, Role> roles) {

  /** A user: the groups it is in, and attributes. */
  public record User(Set<String> groups, Map<String, String> attributes) {
    public User {
      groups = groups == null ? Set.of() : Set.copyOf(groups);
      attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
    }
  }

  /** A role and its members: users, groups and other roles. */
  public record Role(String description, Set<String> users, Set<String> groups, Set<String> roles) {
    public Role {
      description = description == null ? "" : description;
      users = users == null ? Set.of() : Set.copyOf(users);
      groups = groups == null ? Set.of() : Set.copyOf(groups);
      roles = roles == null ? Set.of() : Set.copyOf(roles);
    }
  }

  public static final Directory EMPTY = new Directory(1, 0, Map.of(), Map.of(), Map.of());

  public Directory {
    users = users == null ? Map.of() : Map.copyOf(users);
    groups = groups == null ? Map.of() : Map.copyOf(groups);
    roles = roles == null ? Map.of() : Map.copyOf(roles);
  }

  public Directory withUsers(Map<String, User> next) {
    return new Directory(version, updateTime, next, groups, roles);
  }

  public Directory withGroups(Map<String, Map<String, String>> next) {
    return new Directory(version, updateTime, users, next, roles);
  }

  public Directory withRoles(Map<String, Role> next) {
    return new Directory(version, updateTime, users, groups, next);
  }

  /** The groups of the user here, united with those that the engine named. */
  public Set<String> groupsOf(String user, Set<String> named) {
    User known = users.get(user);
    if (known == null || known.groups().isEmpty()) {
      return named;
    }
    Set<String> all = new LinkedHashSet<>(named);
    all.addAll(known.groups());
    return all;
  }

  /** The roles of the user and groups, those of roles in roles included. */
  public Set<String> rolesOf(String user, Set<String> userGroups) {
    Set<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>();
    roles.forEach(
        (name, role) -> {
          if (role.users().contains(user)
              || role.groups().stream().anyMatch(userGroups::contains)) {
            open.add(name);
          }
        });
    while (!open.isEmpty()) {
      String name = open.remove();
      if (found.add(name)) {
        roles.forEach(
            (other, role) -> {
              if (role.roles().contains(name)) {
                open.add(other);
              }
            });
      }
    }
    return found;
  }

  /** Those who have one of the values for each attribute, themselves or by a group. */
  public Set<String> usersWith(Map<String, Set<String>> wanted) {
    Set<String> found = new TreeSet<>();
    if (!wanted.isEmpty()) {
      users.forEach(
          (name, user) -> {
            if (wanted.entrySet().stream().allMatch(one -> has(user, one))) {
              found.add(name);
            }
          });
    }
    return found;
  }

  private boolean has(User user, Map.Entry<String, Set<String>> wanted) {
    return Stream.concat(
            Stream.of(user.attributes()),
            user.groups().stream().map(group -> groups.getOrDefault(group, Map.of())))
        .map(attributes -> attributes.get(wanted.getKey()))
        .anyMatch(
            value ->
                value != null
                    && wanted.getValue().stream().anyMatch(one -> Glob.matches(one, value)));
  }

  /** The names in order, for documents that must not change without a change. */
  public static <V> Map<String, V> sorted(Map<String, V> map) {
    return new TreeMap<>(map);
  }
}
