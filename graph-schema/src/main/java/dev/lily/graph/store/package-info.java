/** The catalog in JanusGraph: addresses, rows, transactions, the outbox and the search index. */
@NullMarked
package dev.lily.graph.store;

import org.jspecify.annotations.NullMarked;
