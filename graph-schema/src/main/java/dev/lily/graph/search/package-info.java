/** What can be asked of the catalog's search, and what it answers. */
@NullMarked
package dev.lily.graph.search;

import org.jspecify.annotations.NullMarked;
