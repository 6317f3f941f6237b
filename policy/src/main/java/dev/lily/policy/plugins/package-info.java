/**
 * How far engines are: what the plug-ins inside of them run, since when there is something newer.
 */
@NullMarked
package dev.lily.policy.plugins;

import org.jspecify.annotations.NullMarked;
