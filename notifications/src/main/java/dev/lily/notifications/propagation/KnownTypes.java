package dev.lily.notifications.propagation;

import dev.lily.graph.TypeCatalog;
import dev.lily.graph.type.RelationshipDef;
import dev.lily.graph.type.RelationshipEnd;
import dev.lily.graph.type.RelationshipType;
import dev.lily.graph.type.TypeRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The relationship types as they were when the index first met them: what it made of their edges
 * depends on that, and a type that changed later calls for another look at the graph.
 */
final class KnownTypes {
  private final TypeCatalog types;
  private final Map<String, String> met;
  private TypeRegistry seen = TypeRegistry.empty();

  /**
   * The types of an index.
   *
   * @param met those that the index met before this process
   */
  KnownTypes(TypeCatalog types, Map<String, String> met) {
    this.types = types;
    this.met = new HashMap<>(met);
    look();
  }

  /** Meets types that are new; cheap where there are none. */
  void look() {
    TypeRegistry now = types.types();
    if (now != seen) {
      for (RelationshipDef def : now.definitions().relationshipDefs()) {
        now.findRelationshipType(def.name())
            .ifPresent(type -> met.putIfAbsent(type.name(), traits(type)));
      }
      seen = now;
    }
  }

  Map<String, String> met() {
    return Map.copyOf(met);
  }

  /** Why an index that met these types has to be built again; empty where it need not. */
  static Optional<String> difference(Map<String, String> met, TypeRegistry now) {
    return met.entrySet().stream()
        .filter(
            type ->
                !now.findRelationshipType(type.getKey())
                    .map(KnownTypes::traits)
                    .equals(Optional.of(type.getValue())))
        .map(type -> "is older than a change of the relationship type " + type.getKey())
        .sorted()
        .findFirst();
  }

  /** All that {@link LineageEdges} asks of a type. */
  static String traits(RelationshipType type) {
    return String.join(
        " ",
        type.propagateTags().name(),
        type.def().relationshipCategory().name(),
        type.isLineage() ? "lineage" : "",
        end(type.end1()),
        end(type.end2()),
        LineageEdges.kind(type).name());
  }

  private static String end(RelationshipEnd end) {
    return end.attributeName() + (end.def().isContainer() ? " contains" : "");
  }
}
