package dev.lily.server.atlas;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.search.AttributeFilter.Comparison;
import dev.lily.graph.search.AttributeFilter.Operator;
import dev.lily.graph.type.ArrayType;
import dev.lily.graph.type.PrimitiveType;
import dev.lily.graph.type.ScalarType;
import dev.lily.graph.type.ValueType;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Brings what an attribute is compared with into the form of its values, or refuses it. */
final class FilterOperands {
  private static final Set<PrimitiveType> NOT_NUMERIC =
      Set.of(PrimitiveType.BOOLEAN, PrimitiveType.STRING);

  private final Clock clock;

  FilterOperands(Clock clock) {
    this.clock = clock;
  }

  Comparison comparison(String attribute, ValueType type, Operator operator, String operand) {
    ValueType compared = type instanceof ArrayType array ? array.element() : type;
    if (operator == Operator.IS_NULL || operator == Operator.NOT_NULL) {
      return new Comparison(attribute, operator, "");
    }
    if (!(compared instanceof ScalarType scalar) || type.isReference()) {
      throw refused(
          attribute + " is a " + type.typeName() + ", which only isNull and notNull can be asked");
    }
    if (operand.isBlank()) {
      throw refused(
          "%s %s '': a value is expected; ask isNull for what has none"
              .formatted(attribute, operator));
    }
    boolean numeric = scalar instanceof PrimitiveType primitive && !NOT_NUMERIC.contains(primitive);
    return new Comparison(
        attribute, operator, converted(attribute, scalar, operator, operand), numeric);
  }

  private String converted(String attribute, ScalarType type, Operator operator, String operand) {
    return switch (operator) {
      case LT, GT, LTE, GTE, EQ, NEQ -> converted(attribute, type, operand);
      case IN ->
          Stream.of(operand.split(",", -1))
              .map(one -> converted(attribute, type, one))
              .collect(Collectors.joining(","));
      case TIME_RANGE -> range(attribute, type, operand.strip());
      case LIKE, STARTS_WITH, ENDS_WITH, CONTAINS, NOT_CONTAINS, IS_NULL, NOT_NULL -> operand;
    };
  }

  private static String converted(String attribute, ScalarType type, String operand) {
    if (type == PrimitiveType.STRING) {
      return operand;
    }
    Object value = operand.isBlank() ? null : type.convert(operand.strip());
    if (value == null) {
      throw refused("%s: '%s' is no %s".formatted(attribute, operand, type.expected()));
    }
    return value.toString();
  }

  private String range(String attribute, ScalarType type, String operand) {
    if (type != PrimitiveType.DATE) {
      throw refused("%s is a %s; TIME_RANGE is for dates".formatted(attribute, type.typeName()));
    }
    List<String> ends = List.of(operand.split(",", -1));
    if (ends.size() == 2) {
      return ends.stream()
          .map(end -> converted(attribute, type, end))
          .collect(Collectors.joining(","));
    }
    return TimeRange.of(operand, LocalDate.now(clock.withZone(ZoneOffset.UTC)))
        .orElseThrow(
            () ->
                refused(
                    "%s: '%s' is no range of time; send two dates with a comma, or one of %s"
                        .formatted(attribute, operand, TimeRange.NAMES)))
        .operand();
  }

  private static CatalogException refused(String what) {
    return new CatalogException(ErrorCode.BAD_REQUEST, what);
  }
}
