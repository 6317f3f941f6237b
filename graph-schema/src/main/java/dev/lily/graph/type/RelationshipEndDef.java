package dev.lily.graph.type;

/**
 * One end of a relationship: the entity type there, and the attribute it gets.
 *
 * @param isContainer whether the entity at this end contains the one at the other
 * @param cardinality how many entities the attribute refers to
 */
public record RelationshipEndDef(
    String type,
    String name,
    boolean isContainer,
    Cardinality cardinality,
    boolean isLegacyAttribute,
    String description) {}
