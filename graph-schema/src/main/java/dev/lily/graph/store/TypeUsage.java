package dev.lily.graph.store;

import dev.lily.graph.asset.Asset;
import dev.lily.graph.store.AssetRows.Row;
import dev.lily.graph.type.TypeRegistry;
import org.apache.tinkerpop.gremlin.structure.Direction;

/**
 * How many stored assets are of a type, or have something of it. Entity types are looked up in the
 * search index; for others the whole graph is read, which only somebody who deletes a type waits
 * for.
 */
final class TypeUsage {
  private final GraphAccess access;
  private final AssetSearch search;

  TypeUsage(GraphAccess access, AssetSearch search) {
    this.access = access;
    this.search = search;
  }

  long count(TypeRegistry types, String name) {
    if (types.findEntityType(name).isPresent()) {
      return search.countOf(name);
    }
    if (types.findClassificationType(name).isPresent()) {
      return access.count(row -> isClassified(row, name));
    }
    if (types.findRelationshipType(name).isPresent()) {
      return access.count(row -> hasRelationship(types, row, name));
    }
    return types.findBusinessMetadataType(name).isEmpty()
        ? 0
        : access.count(row -> asset(row).businessAttributes().containsKey(name));
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
