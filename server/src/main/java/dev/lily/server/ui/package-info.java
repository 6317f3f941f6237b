/** The pages of the user interface, as files. */
@NullMarked
package dev.lily.server.ui;

import org.jspecify.annotations.NullMarked;
