/** OpenLineage events: read, merged by run, and written to the catalog as lineage. */
@NullMarked
package dev.lily.notifications.openlineage;

import org.jspecify.annotations.NullMarked;
