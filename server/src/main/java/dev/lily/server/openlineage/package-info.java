/** OpenLineage over HTTP. */
@NullMarked
package dev.lily.server.openlineage;

import org.jspecify.annotations.NullMarked;
