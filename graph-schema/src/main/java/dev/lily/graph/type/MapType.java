package dev.lily.graph.type;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map; keys are stored as texts. */
public record MapType(ScalarType key, ValueType value) implements ValueType {

  @Override
  public String typeName() {
    return "map<" + key.typeName() + "," + value.typeName() + ">";
  }

  @Override
  public boolean isReference() {
    return value.isReference();
  }

  @Override
  public @Nullable Object normalize(@Nullable Object json, String path, Faults faults) {
    if (json == null) {
      return null;
    }
    if (!(json instanceof Map<?, ?> entries)) {
      faults.add(path, json, "map of " + key.typeName() + " to " + value.typeName());
      return null;
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      String name = String.valueOf(entry.getKey());
      Object stored = key.convert(name);
      if (stored == null) {
        faults.add(path, name, "key: " + key.expected());
      } else {
        values.put(stored.toString(), normalizeOne(entry.getValue(), path, name, faults));
      }
    }
    return values;
  }

  private @Nullable Object normalizeOne(
      @Nullable Object item, String path, String name, Faults faults) {
    if (item instanceof String && value == PrimitiveType.STRING) {
      return item;
    }
    return value.normalize(item, path + "[" + name + "]", faults);
  }
}
