package dev.lily.policy.postgres;

import java.util.List;

/**
 * A relation in a schema of masking views, perhaps one of ours.
 *
 * @param fingerprint its comment; empty where it has none
 * @param definitionHash MD5 of its definition as PostgreSQL writes it
 * @param owner by whose rights it reads, unless its options say otherwise
 * @param options as PostgreSQL writes them
 * @param columns as they are now
 * @param grants rights to read it, without those of its owner
 */
public record PgView(
    String schema,
    String name,
    String fingerprint,
    String definitionHash,
    String owner,
    List<String> options,
    List<PgColumn> columns,
    List<PgGrant> grants) {
  public PgView {
    options = List.copyOf(options);
    columns = List.copyOf(columns);
    grants = List.copyOf(grants);
  }
}
