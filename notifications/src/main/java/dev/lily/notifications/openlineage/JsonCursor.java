package dev.lily.notifications.openlineage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lily.graph.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A place in an event that knows its JSON pointer; an explicit null counts as absent. */
final class JsonCursor {
  private final JsonNode node;
  private final @Nullable JsonCursor parent;
  private final String step;

  private JsonCursor(JsonNode node, @Nullable JsonCursor parent, String step) {
    this.node = node;
    this.parent = parent;
    this.step = step;
  }

  static JsonCursor root(JsonNode node) {
    return new JsonCursor(node, null, "");
  }

  /** The name or index under which the parent has it. */
  String step() {
    return step;
  }

  boolean has(String name) {
    return node.hasNonNull(name);
  }

  Optional<JsonCursor> find(String name) {
    if (!node.isObject()) {
      throw fault("must be an object");
    }
    JsonNode child = node.get(name);
    return child == null || child.isNull()
        ? Optional.empty()
        : Optional.of(new JsonCursor(child, this, name));
  }

  JsonCursor require(String name) {
    return find(name).orElseThrow(() -> missing(name));
  }

  /** The text that must be there and must not be blank. */
  String text(String name) {
    String text = require(name).text();
    if (text.isBlank()) {
      throw new OpenLineageFault(ErrorCode.INVALID_VALUE, pointer(name), "must not be blank");
    }
    return text;
  }

  Optional<String> findText(String name) {
    return find(name).map(JsonCursor::text);
  }

  String text() {
    if (!node.isTextual()) {
      throw fault("must be a text");
    }
    return node.textValue();
  }

  boolean isTrue(String name) {
    return find(name).map(JsonCursor::truth).orElse(false);
  }

  private boolean truth() {
    if (!node.isBoolean()) {
      throw fault("must be true or false");
    }
    return node.booleanValue();
  }

  Optional<Integer> findInt(String name) {
    return find(name)
        .filter(child -> child.node.canConvertToInt())
        .map(child -> child.node.intValue());
  }

  /** The elements of an array; none where it is absent. */
  List<JsonCursor> elements(String name) {
    Optional<JsonCursor> array = find(name);
    if (array.isEmpty()) {
      return List.of();
    }
    return array.get().elements();
  }

  private List<JsonCursor> elements() {
    if (!node.isArray()) {
      throw fault("must be an array");
    }
    List<JsonCursor> elements = new ArrayList<>(node.size());
    for (int index = 0; index < node.size(); index++) {
      elements.add(new JsonCursor(node.get(index), this, Integer.toString(index)));
    }
    return elements;
  }

  /** The values of an object under their names. */
  List<JsonCursor> members() {
    if (!node.isObject()) {
      throw fault("must be an object");
    }
    List<JsonCursor> members = new ArrayList<>(node.size());
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      members.add(new JsonCursor(field.getValue(), this, field.getKey()));
    }
    return members;
  }

  OpenLineageFault missing(String name) {
    return new OpenLineageFault(ErrorCode.INVALID_VALUE, pointer(name), "is missing");
  }

  OpenLineageFault fault(String message) {
    return new OpenLineageFault(ErrorCode.INVALID_VALUE, pointer(), message);
  }

  OpenLineageFault tooMany(String message) {
    return new OpenLineageFault(ErrorCode.CONTENT_TOO_LARGE, pointer(), message);
  }

  private String pointer() {
    return parent == null ? "" : parent.pointer(step);
  }

  private String pointer(String child) {
    return pointer() + "/" + child.replace("~", "~0").replace("/", "~1");
  }
}
