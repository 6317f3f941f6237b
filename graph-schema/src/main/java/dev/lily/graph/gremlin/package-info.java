/** Gremlin for the assets of a tenant, read only, over Gremlin Server's own protocol. */
@NullMarked
package dev.lily.graph.gremlin;

import org.jspecify.annotations.NullMarked;
