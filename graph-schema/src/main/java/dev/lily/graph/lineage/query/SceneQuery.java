package dev.lily.graph.lineage.query;

import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.LineageDirection;
import java.util.Optional;

/**
 * A question for what a browser draws around an asset.
 *
 * @param depth how many steps from dataset to dataset; at least 1
 * @param limit how many nodes to answer at most; at least 1
 * @param after where the page before ended
 */
public record SceneQuery(
    Guid root,
    LineageDirection direction,
    int depth,
    Lens lens,
    int limit,
    Optional<PageKey> after) {}
