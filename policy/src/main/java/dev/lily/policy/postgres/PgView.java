package dev.lily.policy.postgres;

import java.util.List;

/**
 * A relation in a schema of masking views, perhaps one of ours.
 *
 * @param fingerprint its comment; empty where it has none
 * @param definitionHash MD5 of its definition as PostgreSQL writes it
 * @param columns as they are now
 * @param grants rights to read it, without those of its owner
 */
public record PgView(
    String schema,
    String name,
    String fingerprint,
    String definitionHash,
    List<PgColumn> columns,
    List<PgGrant> grants) {
  public PgView {
    columns = List.copyOf(columns);
    grants = List.copyOf(grants);
  }
}
