package dev.lily.policy.sql;

import dev.lily.policy.binding.ServiceType;
import java.util.Optional;

/** What a statement does with a table. */
public enum Operation {
  SELECT("select", "select", "select"),
  INSERT("insert", "update", "insert"),
  /** Trino's own plug-ins ask for {@code insert}. */
  UPDATE("insert", "update", "update"),
  DELETE("delete", "update", "delete"),
  TRUNCATE("delete", "update", ""),
  CREATE("create", "create", ""),
  DROP("drop", "drop", "");

  private final String trino;
  private final String hive;
  private final String postgresql;

  Operation(String trino, String hive, String postgresql) {
    this.trino = trino;
    this.hive = hive;
    this.postgresql = postgresql;
  }

  /** The access type that the engine asks for; absent where policies do not decide about it. */
  public Optional<String> access(ServiceType type) {
    String access =
        switch (type) {
          case HIVE -> hive;
          case POSTGRESQL -> postgresql;
          default -> trino;
        };
    return Optional.of(access).filter(name -> !name.isEmpty());
  }
}
