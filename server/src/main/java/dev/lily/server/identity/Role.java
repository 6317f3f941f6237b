package dev.lily.server.identity;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What somebody is in a tenant. The names are the roles that the authorizer knows. */
public enum Role {
  ADMIN,
  STEWARD,
  READER,
  ENGINE,
  /** Reads metrics, and nothing else. */
  MONITOR;

  /** The name in requests, files and policies. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Set<String> checked(Set<String> roles) {
    Set<String> known = Arrays.stream(values()).map(Role::text).collect(Collectors.toSet());
    roles.forEach(
        role -> {
          if (!known.contains(role)) {
            throw new CatalogException(
                ErrorCode.BAD_REQUEST,
                "role '"
                    + role
                    + "' does not exist; there are admin, steward, reader, engine, monitor");
          }
        });
    return Set.copyOf(roles);
  }
}
