package dev.lily.policy.postgres;

/**
 * The right to read a relation or one of its columns.
 *
 * @param grantee a role; empty for everybody
 * @param column empty for the whole relation
 * @param grantable whether the grantee may pass it on
 */
public record PgGrant(String grantee, String column, boolean grantable) {}
