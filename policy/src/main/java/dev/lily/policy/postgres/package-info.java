/** Policies as PostgreSQL: what a database should be like, and the statements that make it so. */
@NullMarked
package dev.lily.policy.postgres;

import org.jspecify.annotations.NullMarked;
