package dev.lily.graph.type;

import dev.lily.graph.ErrorCode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** To which entity types classifications may be applied, their super types considered. */
final class ClassificationRules {
  private final Hierarchy entities;
  private final Map<String, TypeDef> defs;
  private final Problems problems;
  private final Map<String, Set<String>> applicable = new LinkedHashMap<>();

  ClassificationRules(Hierarchy entities, Map<String, TypeDef> defs, Problems problems) {
    this.entities = entities;
    this.defs = defs;
    this.problems = problems;
  }

  /** The applicable types of a classification whose super types were resolved before. */
  Set<String> resolve(ClassificationDef def) {
    Set<String> own = expand(def);
    Set<String> inherited = inherited(def);
    if (!own.isEmpty() && !inherited.isEmpty() && !inherited.containsAll(own)) {
      problems.add(
          ErrorCode.CLASSIFICATIONDEF_ENTITYTYPES_NOT_PARENTS_SUBSET,
          def.name()
              + ": its entityTypes "
              + def.entityTypes()
              + " are not all allowed by its super types");
    }
    Set<String> all = own.isEmpty() ? inherited : own;
    applicable.put(def.name(), all);
    return all;
  }

  private Set<String> expand(ClassificationDef def) {
    Set<String> all = new LinkedHashSet<>();
    for (String name : def.entityTypes()) {
      TypeDef type = defs.get(name);
      if (type == null) {
        problems.add(
            ErrorCode.TYPE_NAME_NOT_FOUND,
            def.name() + ": entity type '" + name + "' is not known");
      } else if (!(type instanceof EntityDef)) {
        problems.add(
            ErrorCode.CLASSIFICATIONDEF_INVALID_ENTITYTYPES,
            def.name() + ": '" + name + "' is no entity type");
      } else {
        all.addAll(entities.selfAndSubTypesOf(name));
      }
    }
    return all;
  }

  /** What all super types allow; empty where none of them restricts. */
  private Set<String> inherited(ClassificationDef def) {
    List<Set<String>> restrictions =
        def.superTypes().stream()
            .map(name -> applicable.getOrDefault(name, Set.of()))
            .filter(types -> !types.isEmpty())
            .toList();
    if (restrictions.isEmpty()) {
      return Set.of();
    }
    Set<String> common = new LinkedHashSet<>(restrictions.get(0));
    restrictions.forEach(common::retainAll);
    if (common.isEmpty()) {
      problems.add(
          ErrorCode.CLASSIFICATIONDEF_PARENTS_ENTITYTYPES_DISJOINT,
          def.name() + ": its super types " + def.superTypes() + " have no entity type in common");
    }
    return common;
  }
}
