/** The server process: its parts, wired by hand. */
@NullMarked
package dev.lily.server;

import org.jspecify.annotations.NullMarked;
