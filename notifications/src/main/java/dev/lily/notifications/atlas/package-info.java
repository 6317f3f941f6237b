/** Change events as Apache Atlas's notifications, for consumers that know Atlas. */
@NullMarked
package dev.lily.notifications.atlas;

import org.jspecify.annotations.NullMarked;
