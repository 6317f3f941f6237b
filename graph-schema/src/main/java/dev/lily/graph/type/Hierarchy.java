package dev.lily.graph.type;

import dev.lily.graph.ErrorCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who inherits from whom among the types of one category. */
final class Hierarchy {
  private final Map<String, List<String>> directSubTypes = new LinkedHashMap<>();
  private final Map<String, Set<String>> allSuperTypes = new LinkedHashMap<>();
  private final Map<String, Set<String>> allSubTypes = new LinkedHashMap<>();

  /**
   * @param superTypes the direct super types of each type
   * @param defs all types, to tell a super type of another category from an unknown one
   */
  Hierarchy(Map<String, List<String>> superTypes, Map<String, TypeDef> defs, Problems problems) {
    Map<String, List<String>> known = new LinkedHashMap<>();
    superTypes.forEach(
        (name, supers) -> {
          known.put(name, onlyKnown(name, supers, superTypes.keySet(), defs, problems));
          directSubTypes.put(name, new ArrayList<>());
          allSubTypes.put(name, new LinkedHashSet<>());
        });
    known.forEach((name, supers) -> supers.forEach(s -> subTypesOf(s).add(name)));
    resolve(known, problems);
    allSuperTypes.forEach(
        (name, supers) -> supers.forEach(s -> allSubTypes.getOrDefault(s, Set.of()).add(name)));
  }

  private static List<String> onlyKnown(
      String name,
      List<String> supers,
      Set<String> category,
      Map<String, TypeDef> defs,
      Problems problems) {
    List<String> known = new ArrayList<>();
    for (String superType : supers) {
      if (category.contains(superType)) {
        known.add(superType);
      } else if (defs.containsKey(superType)) {
        problems.add(
            ErrorCode.INCOMPATIBLE_SUPERTYPE,
            name + ": '" + superType + "' is of another category and cannot be its super type");
      } else {
        problems.add(
            ErrorCode.TYPE_NAME_NOT_FOUND, name + ": super type '" + superType + "' is not known");
      }
    }
    return known;
  }

  /** Super types first; whoever cannot be reached so is part of a circle. */
  private void resolve(Map<String, List<String>> superTypes, Problems problems) {
    Map<String, List<String>> waiting = new LinkedHashMap<>(superTypes);
    boolean progress = true;
    while (progress) {
      progress = waiting.entrySet().removeIf(entry -> resolveOne(entry.getKey(), entry.getValue()));
    }
    waiting.forEach(
        (name, supers) -> {
          problems.add(
              ErrorCode.CIRCULAR_REFERENCE,
              name + ": its super types " + supers + " lead in a circle");
          allSuperTypes.put(name, new LinkedHashSet<>());
        });
  }

  private boolean resolveOne(String name, List<String> supers) {
    if (!allSuperTypes.keySet().containsAll(supers)) {
      return false;
    }
    Set<String> all = new LinkedHashSet<>();
    for (String superType : supers) {
      all.addAll(superTypesOf(superType));
      all.add(superType);
    }
    allSuperTypes.put(name, all);
    return true;
  }

  /** All super types, the most general first. */
  Set<String> superTypesOf(String name) {
    return Collections.unmodifiableSet(allSuperTypes.getOrDefault(name, Set.of()));
  }

  Set<String> allSubTypesOf(String name) {
    return Collections.unmodifiableSet(allSubTypes.getOrDefault(name, Set.of()));
  }

  List<String> subTypesOf(String name) {
    return directSubTypes.getOrDefault(name, new ArrayList<>());
  }

  /** The type and all its super types. */
  Set<String> selfAndSuperTypesOf(String name) {
    Set<String> all = new LinkedHashSet<>(superTypesOf(name));
    all.add(name);
    return all;
  }

  /** The type and all its subtypes. */
  Set<String> selfAndSubTypesOf(String name) {
    Set<String> all = new LinkedHashSet<>(allSubTypesOf(name));
    all.add(name);
    return all;
  }
}
