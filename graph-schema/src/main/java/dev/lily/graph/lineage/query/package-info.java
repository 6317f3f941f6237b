/** Questions about lineage: scenes for browsers, paths, impact lists, counts and cycles. */
@NullMarked
package dev.lily.graph.lineage.query;

import org.jspecify.annotations.NullMarked;
