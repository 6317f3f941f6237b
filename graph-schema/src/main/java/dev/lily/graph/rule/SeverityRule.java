package dev.lily.graph.rule;

import dev.lily.graph.asset.Classification;
import java.util.List;
import java.util.Objects;

/**
 * Where an asset carries the same classification from several origins with different values, the
 * value that stands last in the order counts. One that is not listed, or missing, counts beside it.
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

  /** Whether it is of this classification and has a value of the order. */
  boolean orders(Classification one) {
    return one.typeName().equals(classification) && weight(one) >= 0;
  }

  /** How much the classification weighs; -1 where its value is not listed, or it has none. */
  int weight(Classification one) {
    Object value = one.attributes().get(attribute);
    return value == null ? -1 : order.indexOf(value.toString());
  }
}
