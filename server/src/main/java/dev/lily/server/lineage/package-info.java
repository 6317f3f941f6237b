/** Questions about lineage over HTTP. */
@NullMarked
package dev.lily.server.lineage;

import org.jspecify.annotations.NullMarked;
