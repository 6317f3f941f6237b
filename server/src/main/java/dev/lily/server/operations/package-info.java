/** What keeps the process healthy: the data folder, ordered start and stop, health and metrics. */
@NullMarked
package dev.lily.server.operations;

import org.jspecify.annotations.NullMarked;
