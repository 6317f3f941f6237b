package dev.lily.server.lineage;

import dev.lily.graph.TypeCatalog;
import dev.lily.graph.lineage.query.LineageTypes;
import dev.lily.graph.lineage.query.NodeKind;
import dev.lily.graph.type.EntityType;
import dev.lily.graph.type.RelationshipCategory;
import dev.lily.graph.type.RelationshipEnd;
import dev.lily.graph.type.RelationshipType;
import dev.lily.graph.type.TypeRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What types are to lineage: a Process is a process; a type whose name ends with column or field is
 * a column; what contains columns is a dataset; what contains datasets, or contains anything
 * without being a DataSet, is a container; any other DataSet is a dataset.
 */
final class TypesOfLineage implements LineageTypes {
  private static final String DATA_SET = "DataSet";

  /** How deep containers are looked into: some types contain their own kind. */
  private static final int LEVELS = 6;

  /** What was found out about the types as they were then. */
  private record Known(TypeRegistry types, Map<String, NodeKind> kinds) {}

  private final TypeCatalog catalog;
  private volatile Known known;

  TypesOfLineage(TypeCatalog catalog) {
    this.catalog = catalog;
    this.known = new Known(catalog.types(), new ConcurrentHashMap<>());
  }

  @Override
  public NodeKind kind(String typeName) {
    Known now = known;
    if (now.types() != catalog.types()) {
      now = new Known(catalog.types(), new ConcurrentHashMap<>());
      known = now;
    }
    TypeRegistry types = now.types();
    return now.kinds()
        .computeIfAbsent(
            typeName,
            name ->
                types
                    .findEntityType(name)
                    .map(type -> kind(type, types, LEVELS))
                    .orElse(NodeKind.OTHER));
  }

  private static boolean contains(RelationshipType type) {
    return type.def().relationshipCategory() != RelationshipCategory.ASSOCIATION
        && !type.isLineage();
  }

  private static NodeKind kind(EntityType type, TypeRegistry types, int levels) {
    if (type.isSubTypeOf("Process")) {
      return NodeKind.PROCESS;
    }
    if (isColumn(type.name())) {
      return NodeKind.COLUMN;
    }
    List<String> content = content(type);
    if (content.stream().anyMatch(TypesOfLineage::isColumn)) {
      return NodeKind.DATASET;
    }
    boolean isDataSet = type.isSubTypeOf(DATA_SET);
    if (content.stream().anyMatch(name -> !isDataSet || holdsData(name, types, levels - 1))) {
      return NodeKind.CONTAINER;
    }
    return isDataSet ? NodeKind.DATASET : NodeKind.OTHER;
  }

  private static List<String> content(EntityType type) {
    return type.relationshipAttributes().values().stream()
        .flatMap(List::stream)
        .filter(end -> end.def().isContainer() && contains(end.relationship()))
        .map(TypesOfLineage::otherType)
        .toList();
  }

  private static String otherType(RelationshipEnd end) {
    return end.otherDef().type();
  }

  /** Whether the type is a DataSet, or contains such. */
  private static boolean holdsData(String name, TypeRegistry types, int levels) {
    return types
        .findEntityType(name)
        .filter(
            type ->
                type.isSubTypeOf(DATA_SET)
                    || (levels > 0 && kind(type, types, levels) == NodeKind.CONTAINER))
        .isPresent();
  }

  private static boolean isColumn(String typeName) {
    String name = typeName.toLowerCase(Locale.ROOT);
    return Stream.of("column", "field").anyMatch(name::endsWith);
  }
}
