package dev.lily.graph.rule;

import java.util.List;
import java.util.function.Supplier;

/**
 * What rules may ask about an edge, on one of the two ways along it.
 *
 * @param ways how data takes it: the transformations of a column edge; for another lineage edge one
 *     that names nothing but the job; empty for hierarchy
 * @param source where a classification would come from
 * @param target where it would go
 */
public record EdgeFacts(
    String relationshipType,
    List<Transformation> ways,
    Supplier<AssetFacts> source,
    Supplier<AssetFacts> target) {}
