package dev.lily.graph.store;

import static dev.lily.graph.store.GraphKeys.ASSET;
import static dev.lily.graph.store.GraphKeys.STATUS;
import static dev.lily.graph.store.GraphKeys.TENANT;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetStatus;
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
    return graph
        .buildTransaction()
        .readOnly()
        .checkExternalVertexExistence(false)
        .start()
        .traversal()
        .withStrategies(ReadOnlyStrategy.instance(), assetsOf(tenant));
  }

  private static SubgraphStrategy assetsOf(TenantId tenant) {
    return SubgraphStrategy.build()
        .vertices(
            __.<Vertex>hasLabel(ASSET)
                .has(TENANT, tenant.value())
                .not(__.has(STATUS, AssetStatus.PURGED.name())))
        .create();
  }
}
