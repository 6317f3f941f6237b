package dev.lily.graph.rule;

import dev.lily.graph.type.ClassificationType;
import dev.lily.graph.type.EntityType;
import dev.lily.graph.type.TypeRegistry;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which types descend from which: what rules say of a type, they say of those that do.
 *
 * @param subTypes of classification types, all of them; absent where there are none
 * @param superTypes of each entity type, all of them
 */
public record TypeKin(Map<String, Set<String>> subTypes, Map<String, Set<String>> superTypes) {
  public static final TypeKin NONE = new TypeKin(Map.of(), Map.of());

  public TypeKin {
    subTypes = Map.copyOf(subTypes);
    superTypes = Map.copyOf(superTypes);
  }

  public static TypeKin of(TypeRegistry types) {
    Map<String, Set<String>> below = new HashMap<>();
    for (ClassificationType type : types.classificationTypes()) {
      if (!type.allSubTypes().isEmpty()) {
        below.put(type.name(), Set.copyOf(type.allSubTypes()));
      }
    }
    Map<String, Set<String>> above = new HashMap<>();
    for (EntityType type : types.entityTypes()) {
      above.put(type.name(), Set.copyOf(type.allSuperTypes()));
    }
    return new TypeKin(below, above);
  }

  /** The classification type and those that descend from it. */
  Set<String> covered(String classification) {
    Set<String> covered = new LinkedHashSet<>(Set.of(classification));
    subTypes.getOrDefault(classification, Set.of()).stream().sorted().forEach(covered::add);
    return covered;
  }

  /** Whether an entity type that was known before descends from others now. */
  public boolean hasOtherSuperTypesThan(TypeKin before) {
    return before.superTypes.entrySet().stream()
        .anyMatch(
            known -> !known.getValue().equals(superTypes.getOrDefault(known.getKey(), Set.of())));
  }
}
