/** Which tables and columns a SQL statement uses, by a parser that knows the common dialects. */
@NullMarked
package dev.lily.policy.sql;

import org.jspecify.annotations.NullMarked;
