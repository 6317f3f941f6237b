package dev.lily.policy;

import static dev.lily.graph.BadRequests.require;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What an attribute of a classification must be, such as {@code level in (high, secret)}. A
 * classification without the attribute meets only the negative operators.
 *
 * @param values one, or for {@code in} and {@code not-in} one or more; numbers are compared as
 *     numbers where both sides are, texts regardless of upper and lower case
 */
public record AttributeCondition(String attribute, Operator operator, List<String> values) {
  private static final int VALUES = 1_000;

  /** How the attribute compares to the values. */
  public enum Operator {
    @JsonProperty("=")
    EQUAL("="),
    @JsonProperty("!=")
    UNEQUAL("!="),
    @JsonProperty("<")
    LESS("<"),
    @JsonProperty("<=")
    AT_MOST("<="),
    @JsonProperty(">")
    GREATER(">"),
    @JsonProperty(">=")
    AT_LEAST(">="),
    @JsonProperty("in")
    IN("in"),
    @JsonProperty("not-in")
    NOT_IN("not-in"),
    /** With the wildcards {@code *} and {@code ?}. */
    @JsonProperty("like")
    LIKE("like");

    private final String text;

    Operator(String text) {
      this.text = text;
    }

    boolean takesList() {
      return this == IN || this == NOT_IN;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  public AttributeCondition {
    values = values == null ? List.of() : List.copyOf(values);
    require(attribute != null && !attribute.isBlank(), "where: a condition needs an attribute");
    require(operator != null, "where: the condition on '" + attribute + "' needs an operator");
    require(
        !values.isEmpty()
            && values.size() <= VALUES
            && (operator.takesList() || values.size() == 1),
        "where: %s on '%s' needs %s in values"
            .formatted(
                operator,
                attribute,
                operator.takesList() ? "1 to " + VALUES + " texts" : "exactly one text"));
  }

  /** Whether the attributes of a classification meet it. */
  public boolean holds(Map<String, String> attributes) {
    String value = attributes.get(attribute);
    if (value == null) {
      return operator == Operator.UNEQUAL || operator == Operator.NOT_IN;
    }
    String first = values.get(0);
    return switch (operator) {
      case EQUAL -> compare(value, first) == 0;
      case UNEQUAL -> compare(value, first) != 0;
      case LESS -> compare(value, first) < 0;
      case AT_MOST -> compare(value, first) <= 0;
      case GREATER -> compare(value, first) > 0;
      case AT_LEAST -> compare(value, first) >= 0;
      case IN -> values.stream().anyMatch(one -> compare(value, one) == 0);
      case NOT_IN -> values.stream().noneMatch(one -> compare(value, one) == 0);
      case LIKE -> Glob.matches(first, value);
    };
  }

  @Override
  public String toString() {
    return attribute
        + ' '
        + operator
        + ' '
        + (operator.takesList() ? "(" + String.join(", ", values) + ")" : values.get(0));
  }

  /** Whether it is compared as a number where the other side is one. */
  static boolean isNumber(String text) {
    try {
      BigDecimal unused = new BigDecimal(text);
      return true;
    } catch (NumberFormatException other) {
      return false;
    }
  }

  private static int compare(String one, String other) {
    try {
      return new BigDecimal(one).compareTo(new BigDecimal(other));
    } catch (NumberFormatException text) {
      return one.compareToIgnoreCase(other);
    }
  }
}
