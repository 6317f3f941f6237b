package dev.lily.graph.type;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.lily.graph.ErrorCode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Removes types that nothing refers to any more. */
final class TypeRemoval {
  private final TypeRegistry registry;
  private final Problems problems = new Problems();

  TypeRemoval(TypeRegistry registry) {
    this.registry = registry;
  }

  TypeChange delete(Collection<String> names, ToLongFunction<String> uses) {
    Map<String, TypeDef> left = new LinkedHashMap<>(registry.defs());
    Map<String, TypeDef> doomed = new LinkedHashMap<>();
    for (String name : names) {
      TypeDef def = left.remove(name);
      if (def != null) {
        doomed.put(name, def);
      } else if (!doomed.containsKey(name)) {
        problems.add(ErrorCode.TYPE_NAME_NOT_FOUND, "there is no type '" + name + "'");
      }
    }
    left.values().forEach(def -> checkReferences(def, doomed));
    for (String name : doomed.keySet()) {
      long count = uses.applyAsLong(name);
      if (count > 0) {
        problems.add(
            ErrorCode.TYPE_HAS_REFERENCES,
            "type '%s' is in use by %d %s, deleted ones included; purge them, or take it off them, first"
                .formatted(name, count, count == 1 ? "entity" : "entities"));
      }
    }
    problems.throwIfAny();
    return new TypeChange(TypeRegistry.of(left, problems), TypesDef.of(doomed.values()));
  }

  private void checkReferences(TypeDef def, Map<String, TypeDef> doomed) {
    Set<String> references = new LinkedHashSet<>(references(def));
    references.retainAll(doomed.keySet());
    for (String name : references) {
      problems.add(
          ErrorCode.TYPE_HAS_REFERENCES,
          "type '" + name + "' is referred to by " + def.category().text() + " " + def.name());
    }
  }

  /** The names of all types that a definition mentions. */
  private static List<String> references(TypeDef def) {
    Stream<String> ofAttributes =
        def.attributeDefs().stream()
            .flatMap(
                attribute ->
                    Stream.concat(
                        TypeNames.parts(attribute.typeName()).stream(),
                        applicableTypes(attribute).stream()));
    return Stream.concat(ofAttributes, ofItself(def)).toList();
  }

  private static Stream<String> ofItself(TypeDef def) {
    if (def instanceof EntityDef entity) {
      return entity.superTypes().stream();
    }
    if (def instanceof ClassificationDef classification) {
      return Stream.concat(
          classification.superTypes().stream(), classification.entityTypes().stream());
    }
    return def instanceof RelationshipDef relationship
        ? relationship.ends().stream().map(RelationshipEndDef::type)
        : Stream.of();
  }

  private static List<String> applicableTypes(AttributeDef attribute) {
    try {
      return BusinessMetadataRules.applicableNames(attribute);
    } catch (JsonProcessingException refusedAtCreation) {
      return List.of();
    }
  }
}
