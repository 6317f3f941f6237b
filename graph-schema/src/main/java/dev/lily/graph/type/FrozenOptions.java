package dev.lily.graph.type;

import dev.lily.graph.ErrorCode;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is decided when a type is created, and kept in its options. */
final class FrozenOptions {
  static final int MOST_NUMBERS = 4095;
  private static final Set<String> OF_ENTITIES =
      Set.of(TypeOptions.LEAF, TypeOptions.ROOT_DELIMITER);

  private final Map<String, TypeDef> defs;
  private final Hierarchy entities;
  private final BitSet numbers = new BitSet();
  private final Set<String> owners = new HashSet<>();
  private final Set<String> owned = new HashSet<>();

  /**
   * @param defs all types, old and new
   */
  FrozenOptions(Map<String, TypeDef> defs) {
    this.defs = defs;
    TypesDef types = TypesDef.of(defs.values());
    Map<String, List<String>> superTypes = new LinkedHashMap<>();
    types.entityDefs().forEach(def -> superTypes.put(def.name(), def.superTypes()));
    entities = new Hierarchy(superTypes, defs, new Problems());
    types.relationshipDefs().forEach(def -> numbers.set(numberOf(def)));
    types.relationshipDefs().stream()
        .filter(def -> def.relationshipCategory() == RelationshipCategory.COMPOSITION)
        .flatMap(def -> def.ends().stream())
        .forEach(end -> (end.isContainer() ? owners : owned).add(end.type()));
  }

  /** The definition with its options as they will stay. */
  TypeDef freeze(TypeDef def, Problems problems) {
    if (def instanceof EntityDef entity) {
      return freezeEntity(entity);
    }
    return def instanceof RelationshipDef ? number(def, problems) : def;
  }

  /** A model may say that a type is no leaf, never that it is one. */
  private TypeDef freezeEntity(EntityDef def) {
    Set<String> lineage = entities.selfAndSuperTypesOf(def.name());
    Map<String, String> given = def.head().options();
    boolean leaf =
        !"false".equals(given.get(TypeOptions.LEAF))
            && lineage.stream().anyMatch(owned::contains)
            && lineage.stream().noneMatch(owners::contains);
    TypeHead head = def.head().withOption(TypeOptions.LEAF, String.valueOf(leaf));
    String delimiter = inheritedDelimiter(lineage);
    return def.withHead(
        leaf && !delimiter.isEmpty()
            ? head.withOption(TypeOptions.ROOT_DELIMITER, delimiter)
            : head);
  }

  /** The delimiter of the most special type that has one. */
  private String inheritedDelimiter(Set<String> lineage) {
    String found = "";
    for (String name : lineage) {
      TypeDef def = defs.get(name);
      String own =
          def == null ? "" : def.head().options().getOrDefault(TypeOptions.ROOT_DELIMITER, "");
      found = own.isEmpty() ? found : own;
    }
    return found;
  }

  private TypeDef number(TypeDef def, Problems problems) {
    int past = Math.max(1, numbers.length());
    int number = past <= MOST_NUMBERS ? past : numbers.nextClearBit(1);
    numbers.set(number);
    if (number > MOST_NUMBERS) {
      problems.add(
          ErrorCode.INVALID_TYPE_DEFINITION,
          def.name() + ": there are " + MOST_NUMBERS + " relationshipDefs already, no more fit");
    }
    return def.withHead(def.head().withOption(TypeOptions.NUMBER, String.valueOf(number)));
  }

  private static int numberOf(TypeDef def) {
    return Integer.parseInt(def.head().options().getOrDefault(TypeOptions.NUMBER, "0"));
  }

  /** A changed definition with the options that stay as they are. */
  static TypeDef keep(TypeDef old, TypeDef changed) {
    Map<String, String> options = new LinkedHashMap<>(changed.head().options());
    Set<String> frozen =
        changed instanceof EntityDef
            ? OF_ENTITIES
            : changed instanceof RelationshipDef ? Set.of(TypeOptions.NUMBER) : Set.of();
    for (String key : frozen) {
      options.remove(key);
      String value = old.head().options().get(key);
      if (value != null) {
        options.put(key, value);
      }
    }
    return changed.withHead(changed.head().withOptions(options));
  }
}
