package dev.lily.policy.postgres;

/**
 * A column; the type as {@code format_type} writes it, of a domain the type below it.
 *
 * @param domain whether the column's own type is a domain
 */
public record PgColumn(String name, String type, boolean domain) {}
