package dev.lily.graph.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lily.graph.asset.AuditInfo;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.ValidityPeriod;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an asset's vertex keeps in one JSON text because nobody searches or walks it: attributes,
 * classifications, labels and so on. Empty parts are left out.
 */
record AssetBody(
    Map<String, @Nullable Object> attributes,
    List<Classification> classifications,
    Set<String> labels,
    Map<String, String> customAttributes,
    Map<String, Map<String, @Nullable Object>> businessAttributes,
    boolean incomplete,
    AuditInfo audit) {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final JsonFactory FACTORY = MAPPER.getFactory();
  private static final TypeReference<LinkedHashMap<String, Object>> VALUES =
      new TypeReference<>() {};
  private static final TypeReference<LinkedHashMap<String, String>> TEXTS =
      new TypeReference<>() {};
  private static final TypeReference<LinkedHashMap<String, Map<String, @Nullable Object>>>
      NESTED_VALUES = new TypeReference<>() {};
  private static final TypeReference<Set<String>> NAMES = new TypeReference<>() {};

  String encode(Guid self) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writePOJOField("attributes", attributes);
      writePart(json, "labels", labels.isEmpty(), labels);
      writePart(json, "custom", customAttributes.isEmpty(), customAttributes);
      writePart(json, "business", businessAttributes.isEmpty(), businessAttributes);
      if (incomplete) {
        json.writeBooleanField("incomplete", true);
      }
      if (!classifications.isEmpty()) {
        json.writeArrayFieldStart("classifications");
        for (Classification classification : classifications) {
          write(json, classification, self);
        }
        json.writeEndArray();
      }
      json.writeArrayFieldStart("audit");
      json.writeNumber(audit.createTime());
      json.writeNumber(audit.updateTime());
      json.writeString(audit.createdBy());
      json.writeString(audit.updatedBy());
      json.writeNumber(audit.version());
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static void writePart(JsonGenerator json, String name, boolean empty, Object value)
      throws IOException {
    if (!empty) {
      json.writePOJOField(name, value);
    }
  }

  private static void write(JsonGenerator json, Classification classification, Guid self)
      throws IOException {
    Classification.Rules rules = classification.rules();
    json.writeStartObject();
    json.writeStringField("type", classification.typeName());
    if (!classification.isOwnOf(self)) {
      json.writeStringField("origin", classification.origin().toString());
    }
    writePart(
        json, "attributes", classification.attributes().isEmpty(), classification.attributes());
    writePart(
        json,
        "validity",
        classification.validityPeriods().isEmpty(),
        classification.validityPeriods());
    json.writeNumberField(
        "rules",
        (rules.propagate() ? 1 : 0)
            | (rules.removePropagationsOnEntityDelete() ? 2 : 0)
            | (rules.restrictPropagationThroughLineage() ? 4 : 0)
            | (rules.restrictPropagationThroughHierarchy() ? 8 : 0));
    json.writeEndObject();
  }

  static AssetBody decode(String text, Guid self) {
    try {
      ObjectNode json = (ObjectNode) MAPPER.readTree(text);
      JsonNode audit = json.path("audit");
      return new AssetBody(
          read(json, "attributes", VALUES, new LinkedHashMap<>()),
          classifications(json.path("classifications"), self),
          read(json, "labels", NAMES, Set.of()),
          read(json, "custom", TEXTS, new LinkedHashMap<>()),
          read(json, "business", NESTED_VALUES, new LinkedHashMap<>()),
          json.path("incomplete").asBoolean(false),
          new AuditInfo(
              audit.path(0).asLong(),
              audit.path(1).asLong(),
              audit.path(2).asText(),
              audit.path(3).asText(),
              audit.path(4).asLong()));
    } catch (JsonProcessingException corrupt) {
      throw new UncheckedIOException("the stored body of asset " + self + " is no JSON", corrupt);
    }
  }

  private static <T, D extends T> T read(
      ObjectNode json, String name, TypeReference<D> type, T absent) {
    JsonNode value = json.get(name);
    return value == null ? absent : MAPPER.convertValue(value, type);
  }

  private static List<Classification> classifications(JsonNode nodes, Guid self) {
    List<Classification> classifications = new ArrayList<>(nodes.size());
    for (JsonNode node : nodes) {
      int rules = node.path("rules").asInt();
      List<ValidityPeriod> validity = new ArrayList<>();
      for (JsonNode period : node.path("validity")) {
        validity.add(
            new ValidityPeriod(
                period.path("startTime").asText(),
                period.path("endTime").asText(),
                period.path("timeZone").asText()));
      }
      classifications.add(
          new Classification(
              node.path("type").asText(),
              node.has("origin") ? Guid.parse(node.path("origin").asText()).orElseThrow() : self,
              read((ObjectNode) node, "attributes", VALUES, new LinkedHashMap<>()),
              new Classification.Rules(
                  (rules & 1) != 0, (rules & 2) != 0, (rules & 4) != 0, (rules & 8) != 0),
              validity));
    }
    return classifications;
  }
}
