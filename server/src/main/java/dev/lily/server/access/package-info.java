/** The rules about who sees and may do what in the catalog itself. */
@NullMarked
package dev.lily.server.access;

import org.jspecify.annotations.NullMarked;
