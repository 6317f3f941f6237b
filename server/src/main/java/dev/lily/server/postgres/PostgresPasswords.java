package dev.lily.server.postgres;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TenantId;
import dev.lily.policy.binding.PostgresTarget.PasswordSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The passwords of databases. Each tenant has its own; one tenant cannot name those of another.
 * They are read each time, so that they can be changed.
 */
public final class PostgresPasswords {
  private final Path secrets;
  private final Map<String, String> environment;

  /**
   * The passwords of all tenants.
   *
   * @param secrets the folder of the standard tenant's files, with a folder for each other tenant
   * @param environment variables that may hold passwords of the standard tenant
   */
  public PostgresPasswords(Path secrets, Map<String, String> environment) {
    this.secrets = secrets;
    this.environment = Map.copyOf(environment);
  }

  /**
   * The password that is there now.
   *
   * @throws CatalogException UNAVAILABLE where it is not there; BAD_REQUEST where the tenant may
   *     not name a place of that kind
   */
  String read(TenantId tenant, PasswordSource source) {
    source.requireAllowed(tenant);
    String variable = source.env();
    return variable == null ? file(tenant, String.valueOf(source.file())) : variable(variable);
  }

  private String variable(String name) {
    String value = environment.get(name);
    if (value == null) {
      throw new CatalogException(
          ErrorCode.UNAVAILABLE, "the environment of the server has no variable " + name);
    }
    return value;
  }

  private String file(TenantId tenant, String name) {
    Path folder = tenant.equals(TenantId.DEFAULT) ? secrets : secrets.resolve(tenant.value());
    Path file = folder.resolve(name);
    try {
      return Files.readString(file).strip();
    } catch (IOException unreadable) {
      throw new CatalogException(
          ErrorCode.UNAVAILABLE, "password file '" + name + "' cannot be read", unreadable);
    }
  }
}
