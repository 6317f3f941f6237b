package dev.lily.server.identity;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Somebody with a password.
 *
 * @param passwordHash bcrypt, in its usual form
 * @param roles role names by tenant
 */
record User(String name, String passwordHash, Set<String> groups, Map<String, Set<String>> roles) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,127}");

  User {
    if (!NAME.matcher(name).matches()) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "user name '" + name + "' must be letters, digits and . _ @ - , at most 128");
    }
    groups = Set.copyOf(groups);
    Map<String, Set<String>> checked = new TreeMap<>();
    roles.forEach((tenant, names) -> checked.put(tenant, Role.checked(names)));
    roles = Map.copyOf(checked);
  }

  User withPassword(String hash) {
    return new User(name, hash, groups, roles);
  }

  /** The user with the roles of one tenant only. */
  User within(String tenant) {
    return new User(
        name, passwordHash, groups, Map.of(tenant, roles.getOrDefault(tenant, Set.of())));
  }

  /** Without the hash. */
  @Override
  public String toString() {
    return "User[" + name + ", groups=" + groups + ", roles=" + roles + "]";
  }
}
