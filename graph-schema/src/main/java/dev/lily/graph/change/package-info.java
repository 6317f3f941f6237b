/**
 * What changed, as events; and the outbox in which a change is committed together with its events.
 */
@NullMarked
package dev.lily.graph.change;

import org.jspecify.annotations.NullMarked;
