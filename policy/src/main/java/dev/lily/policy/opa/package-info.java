/** Trino's Open Policy Agent protocol, answered by the policy decisions. */
@NullMarked
package dev.lily.policy.opa;

import org.jspecify.annotations.NullMarked;
