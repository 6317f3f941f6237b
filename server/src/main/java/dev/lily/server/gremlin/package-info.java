/** Puts the Gremlin endpoint behind the identities, roles, metrics and logs of the server. */
@NullMarked
package dev.lily.server.gremlin;

import org.jspecify.annotations.NullMarked;
