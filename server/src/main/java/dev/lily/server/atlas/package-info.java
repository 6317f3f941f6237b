/** The REST API of Apache Atlas v2: its paths, parameters, JSON and errors over the catalog. */
@NullMarked
package dev.lily.server.atlas;

import org.jspecify.annotations.NullMarked;
