package dev.lily.policy;

import java.util.List;
import java.util.Set;

/**
 * What one kind of engine has words for, as its service definition says.
 *
 * @param accesses what one can do with resources, such as {@code select}
 * @param paths from the outermost element to each one, such as {@code catalog, schema, table}
 * @param leaves the elements that may be the innermost of a resource
 * @param masks the path of what can be masked; empty where nothing can
 * @param rowFilters the path of what can be filtered by rows; empty where nothing can
 */
public record EngineWords(
    Set<String> accesses,
    List<List<String>> paths,
    Set<String> leaves,
    List<String> masks,
    List<String> rowFilters) {
  public EngineWords {
    accesses = Set.copyOf(accesses);
    paths = paths.stream().map(List::copyOf).toList();
    leaves = Set.copyOf(leaves);
    masks = List.copyOf(masks);
    rowFilters = List.copyOf(rowFilters);
  }

  /** Whether there is such an element at all. */
  boolean has(String element) {
    return paths.stream().anyMatch(path -> path.contains(element));
  }
}
