/** Who changed what about an asset, over HTTP: in words of our own, and as Atlas has it. */
@NullMarked
package dev.lily.server.activity;

import org.jspecify.annotations.NullMarked;
