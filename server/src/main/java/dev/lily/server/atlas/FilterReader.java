package dev.lily.server.atlas;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.search.AttributeFilter;
import dev.lily.graph.search.AttributeFilter.Operator;
import dev.lily.graph.type.ValueType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Conditions as Atlas's FilterCriteria: a comparison, or a condition over criteria. */
final class FilterReader {
  private static final int DEPTH = 20;

  /** The search index takes 1,024 conditions in one question, its own included. */
  private static final int CONDITIONS = 500;

  private final Function<String, Optional<ValueType>> attributes;
  private final String typeName;
  private final FilterOperands operands;
  private int comparisons;

  /**
   * A reader of conditions on one type.
   *
   * @param attributes of which type the values of an attribute are; empty where there is none
   * @param typeName the type, for refusals
   */
  FilterReader(
      Function<String, Optional<ValueType>> attributes, String typeName, FilterOperands operands) {
    this.attributes = attributes;
    this.typeName = typeName;
    this.operands = operands;
  }

  AttributeFilter read(JsonFields json) {
    return read(json, 0);
  }

  /** Whether there is a condition at all; clients also send an empty list of them. */
  static boolean isCondition(JsonFields json) {
    return json.has("attributeName") || !json.list("criterion").isEmpty();
  }

  private AttributeFilter read(JsonFields json, int depth) {
    if (depth > DEPTH) {
      throw refused("conditions may be nested " + DEPTH + " deep");
    }
    if (!json.has("criterion")) {
      return comparison(json);
    }
    List<AttributeFilter> conditions =
        json.objects("criterion").stream().map(inner -> read(inner, depth + 1)).toList();
    return switch (json.text("condition").toUpperCase(Locale.ROOT)) {
      case "OR" -> new AttributeFilter.Or(conditions);
      case "AND", "" -> new AttributeFilter.And(conditions);
      default -> throw refused("condition must be AND or OR, not '" + json.text("condition") + "'");
    };
  }

  private AttributeFilter comparison(JsonFields json) {
    if (++comparisons > CONDITIONS) {
      throw refused("a filter may have at most " + CONDITIONS + " conditions");
    }
    String attribute = json.required("attributeName", "a filter");
    String symbol = json.text("operator").strip();
    String operand = json.text("attributeValue");
    ValueType type =
        attributes
            .apply(attribute)
            .orElseThrow(
                () ->
                    new CatalogException(
                        ErrorCode.UNKNOWN_ATTRIBUTE,
                        "Attribute %s not found for type %s; a filter compares attributes, business attributes (metadata.attribute) and system attributes, but no relationships"
                            .formatted(attribute, typeName)));
    return switch (symbol.toUpperCase(Locale.ROOT).replace("_", "")) {
      case "NOTEMPTY" -> operands.comparison(attribute, type, Operator.NOT_NULL, "");
      case "CONTAINSANY" -> new AttributeFilter.Or(contained(attribute, type, operand));
      case "CONTAINSALL" -> new AttributeFilter.And(contained(attribute, type, operand));
      default -> operands.comparison(attribute, type, operator(symbol), operand);
    };
  }

  private List<AttributeFilter> contained(String attribute, ValueType type, String values) {
    return Stream.of(values.split(",", -1))
        .<AttributeFilter>map(one -> operands.comparison(attribute, type, Operator.EQ, one.strip()))
        .toList();
  }

  private static Operator operator(String symbol) {
    return Operator.of(symbol)
        .orElseThrow(() -> refused("'" + symbol + "' is no operator of a filter"));
  }

  private static CatalogException refused(String what) {
    return new CatalogException(ErrorCode.BAD_REQUEST, what);
  }
}
