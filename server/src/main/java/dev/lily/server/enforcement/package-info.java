/** How far each engine has come: what it runs, how late it is, whether it is there at all. */
@NullMarked
package dev.lily.server.enforcement;

import org.jspecify.annotations.NullMarked;
