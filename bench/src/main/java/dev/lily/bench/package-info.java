/** Measures a running server from outside, over HTTP, and says what it saw as one JSON object. */
@NullMarked
package dev.lily.bench;

import org.jspecify.annotations.NullMarked;
