package dev.lily.graph.type;

/**
 * The outcome of a change of types.
 *
 * @param registry all types after the change
 * @param types the definitions as they were created, updated or (before) deleted: what to answer
 *     and to persist
 */
public record TypeChange(TypeRegistry registry, TypesDef types) {}
