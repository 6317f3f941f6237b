/** What the plug-ins inside of engines have fetched, and which of them have fallen behind. */
@NullMarked
package dev.lily.policy.plugins;

import org.jspecify.annotations.NullMarked;
