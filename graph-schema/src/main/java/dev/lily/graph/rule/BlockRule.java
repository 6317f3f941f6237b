package dev.lily.graph.rule;

import java.util.List;
import java.util.Objects;

/**
 * Classifications do not pass some edges. A column edge that several jobs or transformations made
 * is stopped only if each of them is.
 *
 * @param classifications which; empty for all
 */
public record BlockRule(
    String id,
    String description,
    boolean disabled,
    List<String> classifications,
    EdgePattern where)
    implements PropagationRule {

  public BlockRule {
    id = Objects.requireNonNullElse(id, "");
    description = Objects.requireNonNullElse(description, "");
    classifications = List.copyOf(classifications);
    where = Objects.requireNonNullElse(where, EdgePattern.ANY);
  }

  @Override
  public List<String> names() {
    return classifications;
  }

  boolean concerns(String classification) {
    return classifications.isEmpty() || classifications.contains(classification);
  }
}
