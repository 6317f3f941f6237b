/** Fills the histories of assets from the change log. */
@NullMarked
package dev.lily.notifications.activity;

import org.jspecify.annotations.NullMarked;
