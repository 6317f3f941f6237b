package dev.lily.policy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The attributes of a group: as they are, or in {@code attributes} as a single group has them. */
final class GroupReader extends StdDeserializer<Map<String, String>> {
  private static final String ATTRIBUTES = "attributes";

  GroupReader() {
    super(Map.class);
  }

  @Override
  public Map<String, String> deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    JsonNode sent = context.readTree(parser);
    JsonNode group =
        sent.size() == 1 && sent.path(ATTRIBUTES).isObject() ? sent.path(ATTRIBUTES) : sent;
    if (!group.isObject()) {
      throw MismatchedInputException.from(parser, Map.class, "no attributes");
    }
    Map<String, String> attributes = new HashMap<>();
    for (Map.Entry<String, JsonNode> one : group.properties()) {
      if (!one.getValue().isValueNode()) {
        throw MismatchedInputException.from(parser, String.class, "no text");
      }
      attributes.put(one.getKey(), one.getValue().asText());
    }
    return attributes;
  }
}
