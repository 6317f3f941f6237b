package dev.lily.server.atlas;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON object as it was read; a field of the wrong shape is a BAD_REQUEST that names it. */
public record JsonFields(Map<String, @Nullable Object> fields, String path) {

  public static JsonFields of(@Nullable Object json, String path) {
    return new JsonFields(asMap(json, path), path);
  }

  public boolean has(String name) {
    return fields.get(name) != null;
  }

  public String text(String name) {
    Object value = fields.get(name);
    if (value instanceof Map || value instanceof Collection) {
      throw wrong(name, "a text");
    }
    return value == null ? "" : value.toString();
  }

  public String required(String name, String what) {
    String text = text(name);
    if (text.isEmpty()) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST, what + " needs a " + name + " (" + path + "/" + name + ")");
    }
    return text;
  }

  public boolean flag(String name, boolean standard) {
    Object value = fields.get(name);
    return value == null ? standard : Boolean.parseBoolean(value.toString());
  }

  public int number(String name, int standard) {
    Object value = fields.get(name);
    if (value instanceof Number number) {
      return number.intValue();
    }
    if (value == null) {
      return standard;
    }
    try {
      return Integer.parseInt(value.toString().strip());
    } catch (NumberFormatException malformed) {
      throw wrong(name, "a whole number");
    }
  }

  /** The object of that name; empty where absent or null. */
  public Map<String, @Nullable Object> map(String name) {
    Object value = fields.get(name);
    return value == null ? Map.of() : asMap(value, path + "/" + name);
  }

  public Optional<JsonFields> object(String name) {
    return has(name) ? Optional.of(of(fields.get(name), path + "/" + name)) : Optional.empty();
  }

  public List<JsonFields> objects(String name) {
    return objects(list(name), path + "/" + name);
  }

  public List<String> texts(String name) {
    return list(name).stream().map(String::valueOf).toList();
  }

  public Collection<?> list(String name) {
    Object value = fields.get(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof Collection<?> list) {
      return list;
    }
    throw wrong(name, "a list");
  }

  static List<JsonFields> objects(Collection<?> list, String path) {
    List<JsonFields> objects = new ArrayList<>(list.size());
    for (Object item : list) {
      objects.add(of(item, path + "/" + objects.size()));
    }
    return objects;
  }

  @SuppressWarnings("unchecked") // JSON objects have text keys
  private static Map<String, @Nullable Object> asMap(@Nullable Object json, String path) {
    if (json instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw new CatalogException(
        ErrorCode.BAD_REQUEST, (path.isEmpty() ? "the body" : path) + " must be an object");
  }

  private CatalogException wrong(String name, String shape) {
    return new CatalogException(ErrorCode.BAD_REQUEST, path + "/" + name + " must be " + shape);
  }
}
