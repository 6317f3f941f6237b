package dev.lily.graph.store;

import dev.lily.graph.store.AssetRows.Row;
import java.util.function.Predicate;
import org.janusgraph.core.JanusGraphTransaction;
import org.janusgraph.core.JanusGraphVertex;
import org.janusgraph.graphdb.database.StandardJanusGraph;

/** The graph and the parts that read and write its rows. */
record GraphAccess(
    StandardJanusGraph graph,
    Addresses addresses,
    AssetRows rows,
    AssetLocator locator,
    RelationshipRows relationships,
    Records records,
    AssetCache cache) {

  /** Reads the assets of all tenants in the order of the store; counts those that are wanted. */
  long count(Predicate<Row> wanted) {
    long count = 0;
    JanusGraphTransaction transaction =
        graph
            .buildTransaction()
            .readOnly()
            .checkExternalVertexExistence(false)
            .vertexCacheSize(1_000)
            .start();
    try {
      for (Object found : transaction.query().vertices()) {
        JanusGraphVertex vertex = (JanusGraphVertex) found;
        Row row = rows.row(rows.address(vertex), vertex);
        if (row != null && row.values().containsKey(GraphKeys.BODY) && wanted.test(row)) {
          count++;
        }
      }
      return count;
    } finally {
      transaction.rollback();
    }
  }

  /**
   * @param cacheBytes how much memory decoded assets may take
   */
  static GraphAccess of(StandardJanusGraph graph, Addresses.KeyHash hash, long cacheBytes) {
    Addresses addresses = new Addresses(hash);
    AssetCache cache = new AssetCache(cacheBytes);
    AssetRows rows = new AssetRows(graph.getIDManager(), addresses, cache);
    return new GraphAccess(
        graph,
        addresses,
        rows,
        new AssetLocator(addresses, rows),
        new RelationshipRows(rows, cache),
        new Records(graph.getIDManager()),
        cache);
  }
}
