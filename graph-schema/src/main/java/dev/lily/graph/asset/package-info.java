/** Assets, their classifications and relationships as values. */
@NullMarked
package dev.lily.graph.asset;

import org.jspecify.annotations.NullMarked;
