package dev.lily.policy.postgres;

import java.util.Set;

/**
 * A column; the type as {@code format_type} writes it, of a domain the type below it.
 *
 * @param domain whether the column's own type is a domain
 * @param sources the columns of the same table from which it is generated; none for most
 */
public record PgColumn(String name, String type, boolean domain, Set<String> sources) {
  public PgColumn {
    sources = Set.copyOf(sources);
  }

  /** A column that is not generated. */
  public PgColumn(String name, String type, boolean domain) {
    this(name, type, domain, Set.of());
  }
}
