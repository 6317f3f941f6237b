package dev.lily.graph.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lily.graph.asset.AuditInfo;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Provenance;
import dev.lily.graph.asset.ValidityPeriod;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    Provenance provenance = classification.provenance();
    if (provenance != null) {
      json.writeArrayFieldStart("by");
      json.writeString(provenance.actor());
      json.writeNumber(provenance.time());
      json.writeString(provenance.requestId());
      json.writeString(provenance.eventId());
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  @SuppressWarnings("unchecked") // written by encode
  static AssetBody decode(String text, Guid self) {
    try {
      Map<String, @Nullable Object> json = MAPPER.readValue(text, VALUES);
      return new AssetBody(
          (Map<String, @Nullable Object>) json.getOrDefault("attributes", Map.of()),
          classifications((List<Map<String, @Nullable Object>>) json.get("classifications"), self),
          Set.copyOf((List<String>) json.getOrDefault("labels", List.of())),
          (Map<String, String>) json.getOrDefault("custom", Map.of()),
          (Map<String, Map<String, @Nullable Object>>) json.getOrDefault("business", Map.of()),
          Boolean.TRUE.equals(json.get("incomplete")),
          audit((List<Object>) required(json, "audit")));
    } catch (JsonProcessingException corrupt) {
      throw new UncheckedIOException("the stored body of asset " + self + " is no JSON", corrupt);
    }
  }

  private static Object required(Map<String, @Nullable Object> stored, String name) {
    return Objects.requireNonNull(stored.get(name), name);
  }

  private static AuditInfo audit(List<Object> audit) {
    return new AuditInfo(
        ((Number) audit.get(0)).longValue(),
        ((Number) audit.get(1)).longValue(),
        (String) audit.get(2),
        (String) audit.get(3),
        ((Number) audit.get(4)).longValue());
  }

  private static List<Classification> classifications(
      @Nullable List<Map<String, @Nullable Object>> stored, Guid self) {
    return stored == null
        ? List.of()
        : stored.stream().map(values -> classification(values, self)).toList();
  }

  @SuppressWarnings("unchecked") // written by encode
  private static Classification classification(Map<String, @Nullable Object> stored, Guid self) {
    int rules = ((Number) required(stored, "rules")).intValue();
    List<Map<String, String>> validity =
        (List<Map<String, String>>) stored.getOrDefault("validity", List.of());
    return new Classification(
        (String) required(stored, "type"),
        stored.get("origin") instanceof String origin ? Guid.parse(origin).orElseThrow() : self,
        (Map<String, @Nullable Object>) stored.getOrDefault("attributes", Map.of()),
        new Classification.Rules(
            (rules & 1) != 0, (rules & 2) != 0, (rules & 4) != 0, (rules & 8) != 0),
        validity.stream().map(AssetBody::period).toList(),
        stored.get("by") instanceof List<?> by ? provenance(by) : null);
  }

  private static Provenance provenance(List<?> stored) {
    return new Provenance(
        (String) stored.get(0),
        ((Number) stored.get(1)).longValue(),
        (String) stored.get(2),
        (String) stored.get(3));
  }

  private static ValidityPeriod period(Map<String, String> stored) {
    return new ValidityPeriod(
        stored.getOrDefault("startTime", ""),
        stored.getOrDefault("endTime", ""),
        stored.getOrDefault("timeZone", ""));
  }
}
