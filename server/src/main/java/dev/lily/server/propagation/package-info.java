/** How classifications travelled, over HTTP. */
@NullMarked
package dev.lily.server.propagation;

import org.jspecify.annotations.NullMarked;
