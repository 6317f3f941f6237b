package dev.lily.graph.rule;

import dev.lily.graph.asset.Classification;
import java.util.List;
import java.util.Objects;

/**
 * Where an asset carries the same classification from several origins with different values, the
 * value that stands last in the order counts; one that is not listed counts least.
 *
 * @param attribute of the classification
 * @param order its values, least severe first
 */
public record SeverityRule(
    String id,
    String description,
    boolean disabled,
    String classification,
    String attribute,
    List<String> order)
    implements PropagationRule {

  public SeverityRule {
    id = Objects.requireNonNullElse(id, "");
    description = Objects.requireNonNullElse(description, "");
    classification = Objects.requireNonNullElse(classification, "");
    attribute = Objects.requireNonNullElse(attribute, "");
    order = List.copyOf(order);
  }

  @Override
  public List<String> names() {
    return List.of(classification);
  }

  /** How much the classification weighs; -1 where its value is not listed. */
  public int weight(Classification one) {
    return order.indexOf(String.valueOf(one.attributes().get(attribute)));
  }
}
