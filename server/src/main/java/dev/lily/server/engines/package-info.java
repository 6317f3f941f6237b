/**
 * Real query engines that run for a demo or a test: on loopback, in a folder of their own, ended by
 * whoever started them.
 */
@NullMarked
package dev.lily.server.engines;

import org.jspecify.annotations.NullMarked;
