package dev.lily.server.lineage;

import dev.lily.graph.RequestContext;
import dev.lily.graph.lineage.query.LineageQueries;

/** The questions about lineage as a caller gets them answered. */
@FunctionalInterface
interface CallersQueries {
  LineageQueries of(RequestContext context);
}
