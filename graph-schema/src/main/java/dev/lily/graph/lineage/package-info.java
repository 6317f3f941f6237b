/** Lineage in memory: which asset feeds which, and how far each classification travels. */
@NullMarked
package dev.lily.graph.lineage;

import org.jspecify.annotations.NullMarked;
