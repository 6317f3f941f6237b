package dev.lily.graph.store;

import org.janusgraph.graphdb.database.StandardJanusGraph;

/** The graph and the parts that read and write its rows. */
record GraphAccess(
    StandardJanusGraph graph,
    Addresses addresses,
    AssetRows rows,
    AssetLocator locator,
    RelationshipRows relationships,
    Records records) {

  static GraphAccess of(StandardJanusGraph graph, Addresses.KeyHash hash) {
    Addresses addresses = new Addresses(hash);
    AssetRows rows = new AssetRows(graph.getIDManager(), addresses);
    return new GraphAccess(
        graph,
        addresses,
        rows,
        new AssetLocator(addresses, rows),
        new RelationshipRows(rows),
        new Records(graph.getIDManager()));
  }
}
