/** Where log lines go: application log, request log, and a quiet console. */
@NullMarked
package dev.lily.server.logging;

import org.jspecify.annotations.NullMarked;
