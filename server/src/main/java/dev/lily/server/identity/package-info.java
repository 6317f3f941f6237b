/** Who asks: users with passwords, API keys, and the request context made of them. */
@NullMarked
package dev.lily.server.identity;

import org.jspecify.annotations.NullMarked;
