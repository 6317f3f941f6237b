/** Rules of propagation as data: what stops, what is derived, what weighs more. */
@NullMarked
package dev.lily.graph.rule;

import org.jspecify.annotations.NullMarked;
