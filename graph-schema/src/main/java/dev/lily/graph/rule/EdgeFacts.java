package dev.lily.graph.rule;

import java.util.List;
import java.util.function.Supplier;

/**
 * What rules may ask about an edge.
 *
 * @param ways how data takes it: the transformations of a column edge; for another lineage edge one
 *     that names nothing but the job; empty for hierarchy
 * @param source where the data comes from, or the container
 * @param target where the data goes, or what is contained
 */
public record EdgeFacts(
    String relationshipType,
    List<Transformation> ways,
    Supplier<AssetFacts> source,
    Supplier<AssetFacts> target) {}
