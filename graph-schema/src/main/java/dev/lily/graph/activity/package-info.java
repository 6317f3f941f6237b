/** Who changed what about an asset, and when: its history, kept beside the graph. */
@NullMarked
package dev.lily.graph.activity;

import org.jspecify.annotations.NullMarked;
