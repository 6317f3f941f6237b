package dev.lily.graph.type;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads a JSON object field by field; a fault names the path of the field. */
record JsonCursor(JsonNode node, String path) {

  /** The object at a field; empty where absent or null. */
  Optional<JsonCursor> object(String field) {
    return find(field).map(JsonCursor::requireObject);
  }

  /** A text; scalars are taken as text, absent and null as empty. */
  String text(String field) {
    return find(field).map(JsonCursor::asText).orElse("");
  }

  boolean flag(String field) {
    String text = text(field).toLowerCase(Locale.ROOT);
    return switch (text) {
      case "true" -> true;
      case "false", "" -> false;
      default -> throw at(field).fault("is '" + text + "', expected true or false");
    };
  }

  int number(String field, int absent) {
    return Math.toIntExact(number(field, (long) absent, Integer.MIN_VALUE, Integer.MAX_VALUE));
  }

  long number(String field, long absent) {
    return number(field, absent, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private long number(String field, long absent, long least, long most) {
    String text = text(field);
    if (text.isEmpty()) {
      return absent;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException none) {
      throw at(field).fault("is '" + text + "', expected a whole number");
    }
    throw at(field).fault("is " + text + ", which is too large");
  }

  /** A point in time: epoch milliseconds or ISO-8601; 0 where absent. */
  long time(String field) {
    String text = text(field);
    if (text.isEmpty()) {
      return 0;
    }
    Long time = Dates.parse(text);
    if (time == null) {
      throw at(field).fault("is '" + text + "', expected a date");
    }
    return time;
  }

  <E extends Enum<E>> E choice(String field, E absent) {
    String text = text(field);
    if (text.isEmpty()) {
      return absent;
    }
    E[] choices = absent.getDeclaringClass().getEnumConstants();
    return Arrays.stream(choices)
        .filter(choice -> choice.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                at(field).fault("is '" + text + "', expected one of " + Arrays.toString(choices)));
  }

  /** The elements of an array, each read as an object; empty where absent or null. */
  <T> List<T> list(String field, Function<JsonCursor, T> reader) {
    return elements(field).stream().map(JsonCursor::requireObject).map(reader).toList();
  }

  List<String> texts(String field) {
    return elements(field).stream().map(JsonCursor::asText).toList();
  }

  Map<String, String> textMap(String field) {
    Map<String, String> texts = new LinkedHashMap<>();
    object(field)
        .ifPresent(
            map -> map.node.fieldNames().forEachRemaining(name -> texts.put(name, map.text(name))));
    return texts;
  }

  private List<JsonCursor> elements(String field) {
    Optional<JsonCursor> found = find(field);
    List<JsonCursor> elements = new ArrayList<>();
    found.ifPresent(
        array -> {
          if (!array.node.isArray()) {
            throw array.fault("is no array");
          }
          for (int i = 0; i < array.node.size(); i++) {
            elements.add(new JsonCursor(array.node.get(i), array.path + "[" + i + "]"));
          }
        });
    return elements;
  }

  private Optional<JsonCursor> find(String field) {
    JsonNode value = node.get(field);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(at(field));
  }

  private JsonCursor at(String field) {
    return new JsonCursor(node.path(field), path.isEmpty() ? field : path + "." + field);
  }

  JsonCursor requireObject() {
    if (!node.isObject()) {
      throw fault("is no object");
    }
    return this;
  }

  private String asText() {
    if (!node.isValueNode()) {
      throw fault("is no text");
    }
    return node.asText();
  }

  /** The refusal of an object that lacks a field. */
  CatalogException missing(ErrorCode code, String field) {
    return at(field).fault(code, "is missing");
  }

  private CatalogException fault(String what) {
    return fault(ErrorCode.BAD_REQUEST, what);
  }

  private CatalogException fault(ErrorCode code, String what) {
    String where = path.isEmpty() ? "the type definition" : path;
    return new CatalogException(code, where + " " + what);
  }
}
