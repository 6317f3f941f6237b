/** The commands of {@code ./lily}, and what they show on a terminal. */
@NullMarked
package dev.lily.server.cli;

import org.jspecify.annotations.NullMarked;
