package dev.lily.graph.type;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An attribute as Atlas defines it. Absent texts are empty.
 *
 * @param valuesMinCount least number of elements of a LIST or SET, -1 for no limit
 * @param valuesMaxCount largest number of elements of a LIST or SET, -1 for no limit
 * @param searchWeight 0 to 10, -1 where not set
 */
public record AttributeDef(
    String name,
    String typeName,
    boolean isOptional,
    Cardinality cardinality,
    int valuesMinCount,
    int valuesMaxCount,
    boolean isUnique,
    boolean isIndexable,
    boolean includeInNotification,
    String defaultValue,
    String description,
    int searchWeight,
    IndexType indexType,
    List<ConstraintDef> constraints,
    Map<String, String> options,
    String displayName) {
  static final int NOT_SET = -1;

  public AttributeDef {
    constraints = List.copyOf(constraints);
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** A plain optional attribute. */
  public static AttributeDef optional(String name, String typeName) {
    return of(name, typeName, true, Cardinality.SINGLE, List.of());
  }

  static AttributeDef of(
      String name,
      String typeName,
      boolean optional,
      Cardinality cardinality,
      List<ConstraintDef> constraints) {
    return new AttributeDef(
        name,
        typeName,
        optional,
        cardinality,
        NOT_SET,
        NOT_SET,
        false,
        false,
        false,
        "",
        "",
        NOT_SET,
        IndexType.DEFAULT,
        constraints,
        Map.of(),
        "");
  }
}
