package dev.lily.policy.postgres;

/** The name of a table. */
public record PgName(String schema, String table) {
  @Override
  public String toString() {
    return schema + '.' + table;
  }
}
