/** Which catalog assets are which resources in which query engine. */
@NullMarked
package dev.lily.policy.binding;

import org.jspecify.annotations.NullMarked;
