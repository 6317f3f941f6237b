/** What a caller gets to see of the assets of a tenant, and may do to them. */
@NullMarked
package dev.lily.graph.sight;

import org.jspecify.annotations.NullMarked;
