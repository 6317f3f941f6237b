/** What query engines ask over HTTP: Trino's OPA protocol and Ranger's downloads. */
@NullMarked
package dev.lily.server.policy;

import org.jspecify.annotations.NullMarked;
