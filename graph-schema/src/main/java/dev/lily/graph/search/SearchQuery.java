package dev.lily.graph.search;

import java.util.Optional;
import java.util.Set;

/**
 * A search for assets.
 *
 * @param typeNames exact type names of which one must match, sub types already added; empty for all
 * @param classifications names of which an effective one must match, sub types already added; empty
 *     where none is asked for
 * @param text words that must all occur, each as the beginning of a word; empty for none
 * @param limit at most so many assets, from the offset on
 */
public record SearchQuery(
    Set<String> typeNames,
    Set<String> classifications,
    String text,
    Optional<AttributeFilter> filter,
    Optional<AttributeFilter> classificationFilter,
    boolean excludeDeleted,
    Optional<Sort> sort,
    int offset,
    int limit) {
  public SearchQuery {
    typeNames = Set.copyOf(typeNames);
    classifications = Set.copyOf(classifications);
  }

  /** By which attribute the result is sorted. */
  public record Sort(String attribute, boolean descending) {}
}
