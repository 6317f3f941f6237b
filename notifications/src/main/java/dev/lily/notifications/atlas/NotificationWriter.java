package dev.lily.notifications.atlas;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.ValidityPeriod;
import dev.lily.graph.change.ChangeEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes one notification, field by field and in the order in which Atlas writes them. */
final class NotificationWriter {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String QUALIFIED_NAME = "qualifiedName";

  private final Function<String, List<String>> attributes;
  private final Sender sender;
  private final Clock clock;
  private final ByteArrayBuilder buffer = new ByteArrayBuilder(4_096);

  NotificationWriter(Function<String, List<String>> attributes, Sender sender, Clock clock) {
    this.attributes = attributes;
    this.sender = sender;
    this.clock = clock;
  }

  byte[] write(ChangeEvent event, List<Classification> classifications, EntityOperation operation) {
    buffer.reset();
    try (JsonGenerator json = JSON.createGenerator(buffer)) {
      json.writeStartObject();
      envelope(json);
      json.writeObjectFieldStart("message");
      json.writeStringField("type", "ENTITY_NOTIFICATION_V2");
      entity(json, event.asset(), classifications, operation);
      json.writeStringField("operationType", operation.name());
      json.writeNumberField("eventTime", event.origin().time());
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return buffer.toByteArray();
  }

  private void envelope(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("source");
    json.writeEndObject();
    json.writeObjectFieldStart("version");
    json.writeStringField("version", "1.0.0");
    json.writeArrayFieldStart("versionParts");
    json.writeNumber(1);
    json.writeEndArray();
    json.writeEndObject();
    json.writeStringField("msgCompressionKind", "NONE");
    json.writeNumberField("msgSplitIdx", 1);
    json.writeNumberField("msgSplitCount", 1);
    json.writeStringField("msgSourceIP", sender.address());
    json.writeStringField("msgCreatedBy", sender.user());
    json.writeNumberField("msgCreationTime", clock.millis());
    json.writeBooleanField("spooled", false);
  }

  private void entity(
      JsonGenerator json,
      Asset asset,
      List<Classification> classifications,
      EntityOperation operation)
      throws IOException {
    json.writeObjectFieldStart("entity");
    json.writeStringField("typeName", asset.typeName());
    attributes(json, asset);
    json.writeStringField("guid", asset.guid().toString());
    status(json, asset, operation);
    json.writeStringField("displayText", asset.displayText());
    classifications(json, classifications);
    json.writeBooleanField("isIncomplete", asset.incomplete());
    json.writeEndObject();
  }

  private void attributes(JsonGenerator json, Asset asset) throws IOException {
    json.writeObjectFieldStart("attributes");
    for (String name : attributes.apply(asset.typeName())) {
      Object value = asset.attributes().get(name);
      if (value == null && name.equals(QUALIFIED_NAME)) {
        value = asset.qualifiedName();
      }
      if (value != null) {
        value(json, name, value);
      }
    }
    json.writeEndObject();
  }

  /** Atlas knows no status yet when it announces an entity, and still the old one at its end. */
  private static void status(JsonGenerator json, Asset asset, EntityOperation operation)
      throws IOException {
    if (operation == EntityOperation.ENTITY_DELETE) {
      json.writeStringField("status", AssetStatus.ACTIVE.name());
    } else if (operation != EntityOperation.ENTITY_CREATE) {
      json.writeStringField("status", asset.status().name());
    }
  }

  private static void classifications(JsonGenerator json, List<Classification> classifications)
      throws IOException {
    if (classifications.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("classificationNames");
    for (Classification classification : classifications) {
      json.writeString(classification.typeName());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("classifications");
    for (Classification classification : classifications) {
      classification(json, classification);
    }
    json.writeEndArray();
  }

  private static void classification(JsonGenerator json, Classification classification)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("typeName", classification.typeName());
    if (!classification.attributes().isEmpty()) {
      json.writeObjectFieldStart("attributes");
      for (Map.Entry<String, @Nullable Object> one : classification.attributes().entrySet()) {
        value(json, one.getKey(), one.getValue());
      }
      json.writeEndObject();
    }
    json.writeStringField("entityGuid", classification.origin().toString());
    json.writeStringField("entityStatus", AssetStatus.ACTIVE.name());
    rules(json, classification);
    json.writeEndObject();
  }

  private static void rules(JsonGenerator json, Classification classification) throws IOException {
    Classification.Rules rules = classification.rules();
    json.writeBooleanField("propagate", rules.propagate());
    if (!classification.validityPeriods().isEmpty()) {
      json.writeArrayFieldStart("validityPeriods");
      for (ValidityPeriod period : classification.validityPeriods()) {
        validity(json, period);
      }
      json.writeEndArray();
    }
    json.writeBooleanField(
        "removePropagationsOnEntityDelete", rules.removePropagationsOnEntityDelete());
    if (rules.restrictPropagationThroughLineage()) {
      json.writeBooleanField("restrictPropagationThroughLineage", true);
    }
    if (rules.restrictPropagationThroughHierarchy()) {
      json.writeBooleanField("restrictPropagationThroughHierarchy", true);
    }
  }

  private static void validity(JsonGenerator json, ValidityPeriod period) throws IOException {
    json.writeStartObject();
    text(json, "startTime", period.startTime());
    text(json, "endTime", period.endTime());
    text(json, "timeZone", period.timeZone());
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }

  private static void value(JsonGenerator json, String name, @Nullable Object value)
      throws IOException {
    json.writeFieldName(name);
    if (value instanceof String text) {
      json.writeString(text);
    } else {
      json.writePOJO(value);
    }
  }
}
