package dev.lily.server.atlas;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.search.AttributeFilter;
import dev.lily.graph.search.AttributeFilter.Operator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Conditions as Atlas's FilterCriteria: a comparison, or a condition over criteria. */
final class FilterReader {
  private static final int DEPTH = 20;

  private final Predicate<String> knownAttribute;
  private final String typeName;

  /**
   * A reader of conditions on one type.
   *
   * @param knownAttribute whether the type has the attribute
   * @param typeName the type, for refusals
   */
  FilterReader(Predicate<String> knownAttribute, String typeName) {
    this.knownAttribute = knownAttribute;
    this.typeName = typeName;
  }

  AttributeFilter read(JsonFields json) {
    return read(json, 0);
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
    String attribute = json.required("attributeName", "a filter");
    String symbol = json.text("operator").strip();
    String operand = json.text("attributeValue");
    if (!attribute.startsWith("__") && !knownAttribute.test(attribute)) {
      throw new CatalogException(
          ErrorCode.UNKNOWN_ATTRIBUTE,
          "Attribute %s not found for type %s".formatted(attribute, typeName));
    }
    return switch (symbol.toUpperCase(Locale.ROOT).replace("_", "")) {
      case "NOTEMPTY" -> new AttributeFilter.Comparison(attribute, Operator.NOT_NULL, "");
      case "CONTAINSANY" -> new AttributeFilter.Or(contained(attribute, operand));
      case "CONTAINSALL" -> new AttributeFilter.And(contained(attribute, operand));
      default -> new AttributeFilter.Comparison(attribute, operator(symbol), operand);
    };
  }

  private static List<AttributeFilter> contained(String attribute, String operands) {
    return Stream.of(operands.split(",", -1))
        .<AttributeFilter>map(
            one -> new AttributeFilter.Comparison(attribute, Operator.EQ, one.strip()))
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
