package dev.lily.graph.search;

import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.Classification;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A condition on the values of an asset; what it is asked of may be any attribute lookup. */
public sealed interface AttributeFilter extends Predicate<AttributeFilter.Values> {

  /** The attribute values of something, by name; null where it has none. */
  interface Values {
    @Nullable Object value(String attribute);

    /** An asset's attributes and Atlas's system attributes such as {@code __guid}. */
    static Values of(Asset asset) {
      return name ->
          switch (name) {
            case "__guid" -> asset.guid().toString();
            case "__typeName" -> asset.typeName();
            case "__state" -> asset.status().name();
            case "__createdBy" -> asset.audit().createdBy();
            case "__modifiedBy" -> asset.audit().updatedBy();
            case "__timestamp" -> asset.audit().createTime();
            case "__modificationTimestamp" -> asset.audit().updateTime();
            case "__isIncomplete" -> asset.incomplete();
            case "__labels" -> List.copyOf(asset.labels());
            case "__classificationNames" ->
                asset.classifications().stream().map(Classification::typeName).toList();
            default -> attribute(asset, name);
          };
    }

    /** Business attributes are named {@code metadata.attribute}. */
    private static @Nullable Object attribute(Asset asset, String name) {
      int dot = name.indexOf('.');
      if (dot < 0 || asset.attributes().containsKey(name)) {
        return asset.attributes().get(name);
      }
      return asset
          .businessAttributes()
          .getOrDefault(name.substring(0, dot), Map.of())
          .get(name.substring(dot + 1));
    }
  }

  /** All conditions hold. */
  record And(List<AttributeFilter> conditions) implements AttributeFilter {
    public And {
      conditions = List.copyOf(conditions);
    }

    @Override
    public boolean test(Values values) {
      return conditions.stream().allMatch(condition -> condition.test(values));
    }
  }

  /** At least one condition holds. */
  record Or(List<AttributeFilter> conditions) implements AttributeFilter {
    public Or {
      conditions = List.copyOf(conditions);
    }

    @Override
    public boolean test(Values values) {
      return conditions.stream().anyMatch(condition -> condition.test(values));
    }
  }

  /**
   * One comparison; texts are compared without regard to case, as Atlas's index does.
   *
   * @param numeric whether texts stand for numbers, as those of big numbers do
   */
  record Comparison(String attribute, Operator operator, String operand, boolean numeric)
      implements AttributeFilter {
    public Comparison(String attribute, Operator operator, String operand) {
      this(attribute, operator, operand, false);
    }

    @Override
    public boolean test(Values values) {
      Object value = values.value(attribute);
      if (value instanceof Collection<?> many) {
        return switch (operator) {
          case IS_NULL -> many.isEmpty();
          case NOT_NULL -> !many.isEmpty();
          case NEQ, NOT_CONTAINS ->
              many.stream().allMatch(one -> operator.test(one, operand, numeric));
          default -> many.stream().anyMatch(one -> operator.test(one, operand, numeric));
        };
      }
      return operator.test(value, operand, numeric);
    }
  }

  /** Atlas's comparison operators, with the spellings its clients use. */
  enum Operator {
    LT("< lt"),
    GT("> gt"),
    LTE("<= lte"),
    GTE(">= gte"),
    EQ("= eq =="),
    NEQ("!= neq <>"),
    IN("in"),
    LIKE("like"),
    STARTS_WITH("startsWith begins_with"),
    ENDS_WITH("endsWith ends_with"),
    CONTAINS("contains"),
    NOT_CONTAINS("not_contains"),
    IS_NULL("isNull is_null"),
    NOT_NULL("notNull not_null"),
    TIME_RANGE("timerange");

    private final String symbols;

    Operator(String symbols) {
      this.symbols = symbols;
    }

    /** The operator of this symbol or name, in any case. */
    public static Optional<Operator> of(String symbol) {
      for (Operator operator : values()) {
        if (operator.name().equalsIgnoreCase(symbol)
            || Stream.of(operator.symbols.split(" ")).anyMatch(symbol::equalsIgnoreCase)) {
          return Optional.of(operator);
        }
      }
      return Optional.empty();
    }

    boolean test(@Nullable Object value, String operand, boolean numeric) {
      if (value == null) {
        return this == IS_NULL || this == NEQ || this == NOT_CONTAINS;
      }
      String text = text(value);
      String wanted = operand.toLowerCase(Locale.ROOT);
      return switch (this) {
        case LT -> compare(value, operand, numeric) < 0;
        case GT -> compare(value, operand, numeric) > 0;
        case LTE -> compare(value, operand, numeric) <= 0;
        case GTE -> compare(value, operand, numeric) >= 0;
        case EQ -> compare(value, operand, numeric) == 0;
        case NEQ -> compare(value, operand, numeric) != 0;
        case IN -> isIn(value, operand, numeric);
        case LIKE -> like(wanted).matcher(text).matches();
        case STARTS_WITH -> text.startsWith(wanted);
        case ENDS_WITH -> text.endsWith(wanted);
        case CONTAINS -> text.contains(wanted);
        case NOT_CONTAINS -> !text.contains(wanted);
        case IS_NULL -> text.isEmpty();
        case NOT_NULL -> !text.isEmpty();
        case TIME_RANGE -> within(value, operand, numeric);
      };
    }

    private static String text(Object value) {
      return value.toString().toLowerCase(Locale.ROOT);
    }

    private static int compare(Object value, String operand, boolean numeric) {
      if (numeric || value instanceof Number) {
        try {
          return Numbers.compare(value, operand.trim());
        } catch (NumberFormatException none) {
          return text(value).compareTo(operand.toLowerCase(Locale.ROOT));
        }
      }
      return text(value).compareTo(operand.toLowerCase(Locale.ROOT));
    }

    private static boolean isIn(Object value, String operands, boolean numeric) {
      return Stream.of(operands.split(",", -1))
          .anyMatch(operand -> compare(value, operand, numeric) == 0);
    }

    private static Pattern like(String wanted) {
      StringBuilder pattern = new StringBuilder();
      for (int i = 0; i < wanted.length(); i++) {
        char character = wanted.charAt(i);
        pattern.append(
            switch (character) {
              case '*', '%' -> ".*";
              case '?' -> ".";
              default -> Pattern.quote(String.valueOf(character));
            });
      }
      return Pattern.compile(pattern.toString(), Pattern.DOTALL);
    }

    private static boolean within(Object value, String operand, boolean numeric) {
      String[] range = operand.split(",", -1);
      return range.length == 2
          && compare(value, range[0], numeric) >= 0
          && compare(value, range[1], numeric) <= 0;
    }
  }
}
