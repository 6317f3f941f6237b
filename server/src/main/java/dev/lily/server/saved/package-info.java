/** Searches that people keep under a name, each for themselves. */
@NullMarked
package dev.lily.server.saved;

import org.jspecify.annotations.NullMarked;
