/** Who may do what on Lily's own interfaces. */
@NullMarked
package dev.lily.policy.access;

import org.jspecify.annotations.NullMarked;
