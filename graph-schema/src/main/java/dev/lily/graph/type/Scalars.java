package dev.lily.graph.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Conversions to stored scalars; null where the value cannot be converted without loss. */
final class Scalars {
  private Scalars() {}

  static @Nullable Boolean toBoolean(Object json) {
    if (json instanceof Boolean value) {
      return value;
    }
    if (json instanceof String text) {
      return text.equalsIgnoreCase("true")
          ? Boolean.TRUE
          : text.equalsIgnoreCase("false") ? Boolean.FALSE : null;
    }
    return null;
  }

  static @Nullable Integer toInteger(Object json, int least, int most) {
    if (json instanceof Integer value) {
      return value >= least && value <= most ? value : null;
    }
    Long value = toLong(json);
    return value != null && value >= least && value <= most ? (Integer) value.intValue() : null;
  }

  static @Nullable Long toLong(Object json) {
    if (json instanceof Long value) {
      return value;
    }
    if (json instanceof Integer || json instanceof Short || json instanceof Byte) {
      return ((Number) json).longValue();
    }
    try {
      if (json instanceof String text) {
        return Long.valueOf(text);
      }
      return json instanceof Number number ? (Long) exact(number).longValueExact() : null;
    } catch (NumberFormatException | ArithmeticException none) {
      return null;
    }
  }

  static @Nullable Double toDouble(Object json, double most) {
    if (!(json instanceof Number) && !(json instanceof String)) {
      return null;
    }
    try {
      double value =
          json instanceof Number number
              ? number.doubleValue()
              : Double.parseDouble(String.valueOf(json));
      return Math.abs(value) <= most ? (Double) value : null;
    } catch (NumberFormatException none) {
      return null;
    }
  }

  static @Nullable String toBigInteger(Object json) {
    try {
      if (json instanceof String text) {
        return new BigInteger(text).toString();
      }
      return json instanceof Number number ? exact(number).toBigIntegerExact().toString() : null;
    } catch (NumberFormatException | ArithmeticException none) {
      return null;
    }
  }

  static @Nullable String toBigDecimal(Object json) {
    try {
      if (json instanceof String text) {
        return new BigDecimal(text).toString();
      }
      return json instanceof Number number ? exact(number).toString() : null;
    } catch (NumberFormatException none) {
      return null;
    }
  }

  static @Nullable String toText(Object json) {
    if (json instanceof String text) {
      return text;
    }
    return json instanceof Map || json instanceof List ? null : json.toString();
  }

  static @Nullable Long toDate(Object json) {
    if (json instanceof Long time) {
      return time;
    }
    if (json instanceof String text) {
      return Dates.parse(text);
    }
    return json instanceof Number number ? (Long) number.longValue() : null;
  }

  private static BigDecimal exact(Number number) {
    return new BigDecimal(number.toString());
  }
}
