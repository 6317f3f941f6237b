/** The catalog of data assets: who asks, what can go wrong, and the catalog's own interface. */
@NullMarked
package dev.lily.graph;

import org.jspecify.annotations.NullMarked;
