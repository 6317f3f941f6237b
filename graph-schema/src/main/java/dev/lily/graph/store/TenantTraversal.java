package dev.lily.graph.store;

import static dev.lily.graph.store.GraphKeys.ASSET;
import static dev.lily.graph.store.GraphKeys.QUALIFIED_NAME;
import static dev.lily.graph.store.GraphKeys.STATUS;
import static dev.lily.graph.store.GraphKeys.TENANT;
import static dev.lily.graph.store.GraphKeys.TYPE_NAME;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetStatus;
import java.util.function.Predicate;
import org.apache.tinkerpop.gremlin.process.traversal.dsl.graph.GraphTraversal;
import org.apache.tinkerpop.gremlin.process.traversal.dsl.graph.GraphTraversalSource;
import org.apache.tinkerpop.gremlin.process.traversal.dsl.graph.__;
import org.apache.tinkerpop.gremlin.process.traversal.strategy.decoration.SubgraphStrategy;
import org.apache.tinkerpop.gremlin.process.traversal.strategy.verification.ReadOnlyStrategy;
import org.apache.tinkerpop.gremlin.structure.Vertex;
import org.janusgraph.core.JanusGraph;

/** What Gremlin sees of a tenant: its assets and the edges between them, and nothing else. */
final class TenantTraversal {
  private TenantTraversal() {}

  /** Over a transaction of its own, which cannot write; whoever asks rolls it back. */
  static GraphTraversalSource open(JanusGraph graph, TenantId tenant) {
    return open(graph, assetsOf(tenant));
  }

  /** The same without the assets that are not seen, and without deleted ones. */
  static GraphTraversalSource open(JanusGraph graph, TenantId tenant, Predicate<AssetKey> seen) {
    return open(
        graph,
        assetsOf(tenant)
            .not(__.has(STATUS, AssetStatus.DELETED.name()))
            .filter(vertex -> seen.test(key(vertex.get()))));
  }

  private static GraphTraversalSource open(
      JanusGraph graph, GraphTraversal<Vertex, Vertex> vertices) {
    return graph
        .buildTransaction()
        .readOnly()
        .checkExternalVertexExistence(false)
        .start()
        .traversal()
        .withStrategies(
            ReadOnlyStrategy.instance(), SubgraphStrategy.build().vertices(vertices).create());
  }

  private static GraphTraversal<Vertex, Vertex> assetsOf(TenantId tenant) {
    return __.<Vertex>hasLabel(ASSET)
        .has(TENANT, tenant.value())
        .not(__.has(STATUS, AssetStatus.PURGED.name()));
  }

  private static AssetKey key(Vertex vertex) {
    return new AssetKey(vertex.value(TYPE_NAME), vertex.value(QUALIFIED_NAME));
  }
}
