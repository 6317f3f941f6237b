package dev.lily.graph.type;

import java.util.Map;
import java.util.Set;

/**
 * A resolved classification.
 *
 * @param allSuperTypes the most general first; itself not included
 * @param allSubTypes itself not included
 * @param attributes declared and inherited ones by name
 * @param applicableTypes the entity types it may be applied to, subtypes included; empty for all
 */
public record ClassificationType(
    ClassificationDef def,
    Set<String> allSuperTypes,
    Set<String> allSubTypes,
    Map<String, Attribute> attributes,
    Set<String> applicableTypes) {

  public String name() {
    return def.name();
  }

  public boolean isSubTypeOf(String typeName) {
    return name().equals(typeName) || allSuperTypes.contains(typeName);
  }

  /** Whether an asset of that type may carry it. */
  public boolean isApplicableTo(EntityType type) {
    return applicableTypes.isEmpty() || applicableTypes.contains(type.name());
  }
}
