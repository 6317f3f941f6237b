package dev.lily.policy.postgres;

import java.util.List;
import java.util.Set;

/**
 * What Lily wrote down about a table that it changed, in the database itself.
 *
 * @param oid of the table then
 * @param revoked rights to read the table that were taken away, to be given back one day
 * @param viewers roles to whom the view, or some columns of the table, were given instead
 * @param enabledRowSecurity whether the table had no row-level security before
 * @param above tables of which it was a part, and because of which it was changed: it stays
 *     protected as they are when it is detached
 * @param definitionHash of the view as it was made, as PostgreSQL writes it; empty for none
 * @param policyHash of the row policy as it was made; empty for none
 */
public record Remembered(
    String schema,
    String table,
    long oid,
    List<PgGrant> revoked,
    Set<String> viewers,
    boolean enabledRowSecurity,
    List<PgName> above,
    String definitionHash,
    String policyHash) {
  public Remembered {
    revoked = List.copyOf(revoked);
    viewers = Set.copyOf(viewers);
    above = List.copyOf(above);
  }

  boolean isNamedAs(PgTable now) {
    return schema.equals(now.schema()) && table.equals(now.name());
  }

  /** The name of the view that was made for it. */
  String view() {
    return SqlText.name(MaskingView.schema(schema), table);
  }
}
