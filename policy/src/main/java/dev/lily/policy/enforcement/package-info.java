/** How far the engines have come with what they were given. */
@NullMarked
package dev.lily.policy.enforcement;

import org.jspecify.annotations.NullMarked;
