package dev.lily.graph.type;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A struct with its attributes by name. */
public record StructType(StructDef def, Map<String, Attribute> attributes) {

  public String name() {
    return def.name();
  }

  /** Stored attribute values; absent ones stay absent, unknown and missing ones are faults. */
  Map<String, @Nullable Object> normalize(Map<?, ?> json, String path, Faults faults) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    json.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          Attribute attribute = attributes.get(name);
          if (attribute == null) {
            faults.add(path + "." + name + ": " + def.name() + " has no such attribute");
          } else if (value != null) {
            values.put(name, attribute.type().normalize(value, path + "." + name, faults));
          }
        });
    for (Attribute attribute : attributes.values()) {
      if (!attribute.def().isOptional() && json.get(attribute.name()) == null) {
        faults.add(path + "." + attribute.name() + " is required");
      }
    }
    return values;
  }
}
