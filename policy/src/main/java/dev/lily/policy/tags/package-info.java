/** The classified resources of each engine service, kept current and counted in versions. */
@NullMarked
package dev.lily.policy.tags;

import org.jspecify.annotations.NullMarked;
