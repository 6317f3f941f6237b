/** The type system: Atlas v2 type definitions as values, and what they mean once resolved. */
@NullMarked
package dev.lily.graph.type;

import org.jspecify.annotations.NullMarked;
