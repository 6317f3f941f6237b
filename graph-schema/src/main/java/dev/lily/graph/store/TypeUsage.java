package dev.lily.graph.store;

import dev.lily.graph.asset.Asset;
import dev.lily.graph.store.AssetRows.Row;
import dev.lily.graph.type.TypeRegistry;
import java.util.function.Predicate;
import org.apache.tinkerpop.gremlin.structure.Direction;
import org.janusgraph.core.JanusGraphTransaction;
import org.janusgraph.core.JanusGraphVertex;

/**
 * Whether anything stored is of a type. Entity types are looked up in the search index; for others
 * the whole graph is read, which only somebody who deletes a type waits for.
 */
final class TypeUsage {
  private final GraphAccess access;
  private final AssetSearch search;

  TypeUsage(GraphAccess access, AssetSearch search) {
    this.access = access;
    this.search = search;
  }

  boolean isInUse(TypeRegistry types, String name) {
    if (types.findEntityType(name).isPresent()) {
      return search.hasAssetOf(name);
    }
    if (types.findClassificationType(name).isPresent()) {
      return anyAsset(row -> isClassified(row, name));
    }
    if (types.findRelationshipType(name).isPresent()) {
      return anyAsset(row -> hasRelationship(types, row, name));
    }
    return types.findBusinessMetadataType(name).isPresent()
        && anyAsset(row -> asset(row).businessAttributes().containsKey(name));
  }

  private boolean anyAsset(Predicate<Row> wanted) {
    JanusGraphTransaction transaction =
        access
            .graph()
            .buildTransaction()
            .readOnly()
            .checkExternalVertexExistence(false)
            .vertexCacheSize(1_000)
            .start();
    try {
      for (Object found : transaction.query().vertices()) {
        JanusGraphVertex vertex = (JanusGraphVertex) found;
        Row row = access.rows().row(access.rows().address(vertex), vertex);
        if (row != null && row.values().containsKey(GraphKeys.BODY) && wanted.test(row)) {
          return true;
        }
      }
      return false;
    } finally {
      transaction.rollback();
    }
  }

  private boolean isClassified(Row row, String name) {
    // Most bodies do not even hold the word.
    return row.required(GraphKeys.BODY).contains(name)
        && asset(row).classifications().stream().anyMatch(one -> one.typeName().equals(name));
  }

  private boolean hasRelationship(TypeRegistry types, Row row, String name) {
    return access.relationships().of(types, row, Direction.OUT, name).stream()
        .anyMatch(RelationshipRows.Edge::isActive);
  }

  private Asset asset(Row row) {
    return access.rows().asset(row);
  }
}
