package dev.lily.policy.postgres;

/** Knows the expressions of policies that a database refuses; nothing is shown in their place. */
@FunctionalInterface
public interface Faults {
  /** Whether the expression is no SQL for a row of the table. */
  boolean isFaulty(PgTable table, String expression);
}
