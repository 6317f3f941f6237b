package dev.lily.graph.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** Applies Atlas's typedef patches to a registry, as far as they make compatible changes. */
final class TypePatches {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private TypePatches() {}

  static TypeRegistry apply(TypeRegistry registry, Path file) {
    TypeRegistry patched = registry;
    for (JsonNode patch : read(file).get("patches")) {
      patched = apply(patched, patch);
    }
    return patched;
  }

  private static TypeRegistry apply(TypeRegistry registry, JsonNode patch) {
    TypeDef def = registry.findDef(patch.get("typeName").asText()).orElse(null);
    if (def == null
        || !patch.path("applyToVersion").asText().equals(def.head().typeVersion())
        || patch.path("action").asText().equals("REMOVE_LEGACY_REF_ATTRIBUTES")) {
      return registry;
    }
    ObjectNode json = parse(TypesDefCodec.encode(def));
    json.put("typeVersion", patch.path("updateToVersion").asText());
    change(json, patch);
    ObjectNode types = MAPPER.createObjectNode();
    types.putArray(def.category().name().toLowerCase(Locale.ROOT) + "Defs").add(json);
    return registry.update(TypesDefCodec.fromJson(types), Types.REVISION).registry();
  }

  private static void change(ObjectNode json, JsonNode patch) {
    String action = patch.path("action").asText();
    switch (action) {
      case "ADD_ATTRIBUTE", "UPDATE_ATTRIBUTE" ->
          patch.get("attributeDefs").forEach(attribute -> merge(json, "attributeDefs", attribute));
      case "UPDATE_ENUMDEF" ->
          patch.get("elementDefs").forEach(element -> merge(json, "elementDefs", element));
      case "UPDATE_ATTRIBUTE_METADATA" -> {
        String name = patch.get("attributeName").asText();
        attribute(json, name).setAll((ObjectNode) patch.get("params"));
      }
      case "UPDATE_TYPEDEF_OPTIONS" ->
          json.withObject("/options").setAll((ObjectNode) patch.get("typeDefOptions"));
      case "SET_SERVICE_TYPE" -> json.set("serviceType", patch.get("serviceType"));
      case "ADD_SUPER_TYPES" ->
          patch.get("superTypes").forEach(((ArrayNode) json.get("superTypes"))::add);
      default -> throw new IllegalArgumentException(action);
    }
  }

  private static void merge(ObjectNode json, String array, JsonNode item) {
    String key = array.equals("elementDefs") ? "value" : "name";
    boolean known =
        StreamSupport.stream(json.get(array).spliterator(), false)
            .anyMatch(element -> element.get(key).equals(item.get(key)));
    if (!known) {
      ((ArrayNode) json.get(array)).add(item);
    }
  }

  private static ObjectNode attribute(ObjectNode json, String name) {
    return StreamSupport.stream(json.get("attributeDefs").spliterator(), false)
        .filter(attribute -> attribute.get("name").asText().equals(name))
        .map(ObjectNode.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static ObjectNode parse(byte[] json) {
    try {
      return (ObjectNode) MAPPER.readTree(json);
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return parse(Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
