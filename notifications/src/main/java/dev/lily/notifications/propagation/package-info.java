/**
 * The change-listener: follows the change log with the lineage index and writes what propagates.
 */
@NullMarked
package dev.lily.notifications.propagation;

import org.jspecify.annotations.NullMarked;
