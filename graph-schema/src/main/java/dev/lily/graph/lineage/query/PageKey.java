package dev.lily.graph.lineage.query;

import dev.lily.graph.asset.Guid;

/**
 * A place in the order of an answer, nearest first and then by guid: the next page begins behind
 * it, whatever has changed since.
 *
 * @param steps how far from the root; a dataset and the next are two steps apart
 */
public record PageKey(int steps, Guid guid) implements Comparable<PageKey> {
  @Override
  public int compareTo(PageKey other) {
    return steps != other.steps ? Integer.compare(steps, other.steps) : guid.compareTo(other.guid);
  }
}
