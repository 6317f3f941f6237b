package dev.lily.notifications.propagation;

import dev.lily.graph.TypeCatalog;
import dev.lily.graph.type.RelationshipDef;
import dev.lily.graph.type.RelationshipEnd;
import dev.lily.graph.type.RelationshipType;
import dev.lily.graph.type.TypeRegistry;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The relationship types as they were when the index last read their edges: what it made of them
 * depends on that, and a type that is another by now calls for another look at the graph. For many
 * threads.
 */
final class KnownTypes {
  /** No type is like this: what the index has of the edges is of two minds. */
  private static final String UNREAD = "edges not read again";

  private final TypeCatalog types;
  private final Map<String, String> met;

  /** The last change of each type whose edges are to be read again. */
  private final Map<String, TypeRegistry> unread = new HashMap<>();

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
  synchronized void look() {
    TypeRegistry now = types.types();
    if (now != seen) {
      for (RelationshipDef def : now.definitions().relationshipDefs()) {
        now.findRelationshipType(def.name())
            .ifPresent(type -> met.putIfAbsent(type.name(), traits(type)));
      }
      seen = now;
    }
  }

  synchronized Map<String, String> met() {
    return Map.copyOf(met);
  }

  /** The edges of these types have to be read again, as they are now. */
  synchronized void changed(Collection<String> names, TypeRegistry now) {
    for (String name : names) {
      unread.put(name, now);
      met.put(name, UNREAD);
    }
  }

  /** The edges were read, all of them, as the types were then; later changes count as before. */
  synchronized void readAgain(Collection<String> names, TypeRegistry then) {
    for (String name : names) {
      if (unread.remove(name, then)) {
        then.findRelationshipType(name).ifPresent(type -> met.put(name, traits(type)));
      }
    }
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
