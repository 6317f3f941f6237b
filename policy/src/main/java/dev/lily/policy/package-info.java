/** The one policy model, and the decisions made with it. */
@NullMarked
package dev.lily.policy;

import org.jspecify.annotations.NullMarked;
