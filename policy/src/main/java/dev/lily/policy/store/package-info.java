/** Policies, principals and engine services kept in files. */
@NullMarked
package dev.lily.policy.store;

import org.jspecify.annotations.NullMarked;
