package dev.lily.server.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the text of a setting. A refusal is an IllegalArgumentException that says what is meant.
 */
final class SettingValue {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,15})\\s*(B|KB|MB|GB)?");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)|0");
  private static final Map<String, Long> BYTES =
      Map.of("B", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30);
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private SettingValue() {}

  static Object parse(Type type, Setting bounds, String text) {
    if (type == String.class) {
      return text;
    } else if (type == int.class) {
      return Math.toIntExact(within(bounds, number(text), Long::toString));
    } else if (type == long.class) {
      return within(bounds, size(text), SettingValue::sizeText);
    } else if (type == boolean.class) {
      return truth(text);
    } else if (type == Duration.class) {
      return Duration.ofMillis(within(bounds, millis(text), SettingValue::durationText));
    } else if (type == Path.class) {
      return Path.of(text);
    } else if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      return Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    }
    return constant((Class<?>) type, text);
  }

  static String describe(Type type) {
    if (type == String.class) {
      return "text";
    } else if (type == int.class) {
      return "number";
    } else if (type == long.class) {
      return "size";
    } else if (type == boolean.class) {
      return "true, false";
    } else if (type == Duration.class) {
      return "duration";
    } else if (type == Path.class) {
      return "path";
    } else if (type instanceof ParameterizedType) {
      return "list";
    }
    return names((Class<?>) type);
  }

  private static long number(String text) {
    if (!text.matches("-?\\d{1,9}")) {
      throw new IllegalArgumentException("a whole number is expected");
    }
    return Long.parseLong(text);
  }

  private static long size(String text) {
    return unit(SIZE, BYTES, "B", text.toUpperCase(Locale.ROOT), "a size like 64MB is expected");
  }

  private static long millis(String text) {
    return unit(DURATION, MILLIS, "s", text, "a duration like 500ms, 30s, 5m or 2h is expected");
  }

  private static long unit(
      Pattern syntax, Map<String, Long> units, String standard, String text, String expected) {
    Matcher match = syntax.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException(expected);
    }
    if (match.group(1) == null) {
      return 0;
    }
    String unit = match.group(2) == null ? standard : match.group(2);
    try {
      return Math.multiplyExact(Long.parseLong(match.group(1)), units.getOrDefault(unit, 1L));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("the value is too large", e);
    }
  }

  private static long within(Setting bounds, long value, LongFunction<String> text) {
    if (value < bounds.min() || value > bounds.max()) {
      String upper = bounds.max() == Long.MAX_VALUE ? "or more" : "to " + text.apply(bounds.max());
      throw new IllegalArgumentException(
          "a value of " + text.apply(bounds.min()) + " " + upper + " is expected");
    }
    return value;
  }

  private static boolean truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("true or false is expected");
    };
  }

  private static Object constant(Class<?> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> name(constant).equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("one of " + names(type) + " is expected"));
  }

  private static String names(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(SettingValue::name)
        .collect(Collectors.joining(", "));
  }

  private static String name(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String sizeText(long bytes) {
    return largest(bytes, BYTES);
  }

  static String durationText(long millis) {
    return largest(millis, MILLIS);
  }

  private static String largest(long value, Map<String, Long> units) {
    return units.entrySet().stream()
        .filter(unit -> value != 0 && value % unit.getValue() == 0)
        .max(Map.Entry.comparingByValue())
        .map(unit -> value / unit.getValue() + unit.getKey())
        .orElse(Long.toString(value));
  }
}
