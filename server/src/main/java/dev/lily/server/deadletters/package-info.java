/** Looking at dead letters, feeding them in again, and putting them away. */
@NullMarked
package dev.lily.server.deadletters;

import org.jspecify.annotations.NullMarked;
