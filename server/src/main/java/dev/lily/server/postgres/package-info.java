/** Writes policies into PostgreSQL databases, and keeps them as they should be. */
@NullMarked
package dev.lily.server.postgres;

import org.jspecify.annotations.NullMarked;
