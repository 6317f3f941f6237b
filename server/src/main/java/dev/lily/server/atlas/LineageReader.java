package dev.lily.server.atlas;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TypeCatalog;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.EdgeKind;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.lineage.LineageIndex;
import dev.lily.graph.lineage.LineageQuery;
import dev.lily.graph.lineage.LineageSlice;
import dev.lily.graph.sight.AssetGuards;
import dev.lily.graph.sight.IndexSight;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.graph.type.EntityType;
import dev.lily.graph.type.RelationshipType;
import java.util.List;
import java.util.Optional;

/** Reads lineage from the index, in Atlas's levels. */
final class LineageReader {
  private final ClassificationIndex classifications;
  private final LineageIndex index;
  private final AssetGuards guards;
  private final TypeCatalog types;
  private final int maxNodes;

  LineageReader(AtlasServices services) {
    classifications = services.classifications();
    index = classifications.lineage();
    guards = services.guards();
    types = services.types();
    maxNodes = services.limits().lineageNodes();
  }

  /** The lineage of a dataset, a process, or anything that lineage edges touch. */
  LineageGraph read(RequestContext context, Asset asset, OnDemand wanted) {
    int hops = hops(asset, wanted.base().depth());
    Optional<LineageSlice> slice =
        index.slice(
            context.tenant(),
            new LineageQuery(
                asset.guid(),
                wanted.base().direction(),
                wanted.base().isUnlimited() || hops == Integer.MAX_VALUE ? hops : hops + 1,
                maxNodes,
                maxNodes * 4,
                LineageQuery.LINEAGE));
    IndexSight sight = IndexSight.of(classifications, guards, context);
    List<LineageEdge> edges =
        slice.map(LineageSlice::edges).orElse(List.of()).stream().filter(sight::sees).toList();
    if (edges.isEmpty() && !isLineageType(asset)) {
      throw new CatalogException(
          ErrorCode.INSTANCE_GUID_NOT_DATASET,
          "Given instance guid %s with type %s is not a valid lineage entity type."
              .formatted(asset.guid(), asset.typeName()));
    }
    return new LineageWalk(this::relation, wanted, hops).from(asset.guid(), edges);
  }

  /** A level leads from dataset over process to dataset; a process is half way. */
  private int hops(Asset asset, int depth) {
    if (depth < 0 || depth > Integer.MAX_VALUE / 4) {
      return Integer.MAX_VALUE;
    }
    return Math.max(0, isA(asset, "Process") ? 2 * depth - 1 : 2 * depth);
  }

  private boolean isLineageType(Asset asset) {
    return isA(asset, "DataSet")
        || isA(asset, "Process")
        || types
            .types()
            .findEntityType(asset.typeName())
            .map(LineageReader::hasLineageAttribute)
            .orElse(false);
  }

  private static boolean hasLineageAttribute(EntityType type) {
    return type.relationshipAttributes().values().stream()
        .flatMap(List::stream)
        .anyMatch(end -> end.relationship().isLineage());
  }

  private boolean isA(Asset asset, String superType) {
    return types
        .types()
        .findEntityType(asset.typeName())
        .map(type -> type.isSubTypeOf(superType))
        .orElse(false);
  }

  private LineageWalk.Step relation(LineageEdge edge) {
    Guid from = edge.flowsForward() ? edge.from() : edge.to();
    Guid to = edge.flowsForward() ? edge.to() : edge.from();
    RelationshipType type = types.types().relationshipType(edge.relationshipType());
    Guid relationship = GraphCatalog.relationshipGuid(edge.from(), edge.to(), type);
    return new LineageWalk.Step(
        new LineageGraph.Relation(from, to, relationship),
        edge.kind() == EdgeKind.COLUMN_LINEAGE ? 2 : 1);
  }
}
