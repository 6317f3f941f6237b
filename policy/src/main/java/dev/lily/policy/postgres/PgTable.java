package dev.lily.policy.postgres;

import java.util.List;

/**
 * A table, a view or anything else that has rows.
 *
 * @param oid which stays the same when it is renamed
 * @param grants rights to read it, without those of its owner
 * @param rows its row-level security
 * @param above the tables of which it is, or was, a partition or an inheriting child, at any
 *     distance
 * @param readers views that read it by the rights of their owner
 */
public record PgTable(
    long oid,
    String schema,
    String name,
    String owner,
    List<PgColumn> columns,
    List<PgGrant> grants,
    RowSecurity rows,
    List<PgName> above,
    List<String> readers) {
  public PgTable {
    columns = List.copyOf(columns);
    grants = List.copyOf(grants);
    above = List.copyOf(above);
    readers = List.copyOf(readers);
  }

  /**
   * Row-level security.
   *
   * @param possible false for what is no table
   * @param policies the names of all its policies
   * @param fingerprint the comment on ours; empty where there is none
   * @param definitionHash of the expression of ours; empty where there is none
   */
  public record RowSecurity(
      boolean possible,
      boolean enabled,
      List<String> policies,
      String fingerprint,
      String definitionHash) {
    public RowSecurity {
      policies = List.copyOf(policies);
    }
  }

  PgName named() {
    return new PgName(schema, name);
  }

  /** Its name as SQL. */
  public String sql() {
    return SqlText.name(schema, name);
  }

  @Override
  public String toString() {
    return schema + '.' + name;
  }
}
