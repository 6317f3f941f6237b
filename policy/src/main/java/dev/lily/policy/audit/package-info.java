/**
 * Decisions and downloads as events: who asked for what, what was answered, and by which policies.
 */
@NullMarked
package dev.lily.policy.audit;

import org.jspecify.annotations.NullMarked;
