/** Policies compiled to Apache Ranger's model, decided by its engine and served to its plug-ins. */
@NullMarked
package dev.lily.policy.ranger;

import org.jspecify.annotations.NullMarked;
