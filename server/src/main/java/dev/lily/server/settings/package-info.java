/**
 * What an operator can set: one record per concern, read from defaults, file, environment and
 * command line.
 */
@NullMarked
package dev.lily.server.settings;

import org.jspecify.annotations.NullMarked;
