/** The play of {@code ./lily demo}: the main job on real events. */
@NullMarked
package dev.lily.server.demo;

import org.jspecify.annotations.NullMarked;
