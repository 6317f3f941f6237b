package dev.lily.graph.change;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AuditInfo;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Provenance;
import dev.lily.graph.change.ChangeEvent.ClassificationChange;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes change events field by field, which takes half of what {@link ValueJson} takes for the
 * same text. What few events have goes through that.
 */
final class ChangeEventWriter {
  private ChangeEventWriter() {}

  static void write(JsonGenerator json, ChangeEvent event) throws IOException {
    json.writeStartObject();
    text(json, "id", event.id());
    json.writeStringField("tenant", event.tenant().toString());
    json.writeStringField("kind", event.kind().name());
    asset(json, event.asset());
    text(json, "rootKey", event.rootKey());
    json.writeObjectFieldStart("origin");
    text(json, "actor", event.origin().actor());
    text(json, "causeId", event.origin().causeId());
    json.writeNumberField("time", event.origin().time());
    json.writeEndObject();
    values(json, "attributes", event.attributes());
    if (!event.classifications().isEmpty()) {
      json.writeArrayFieldStart("classifications");
      for (ClassificationChange change : event.classifications()) {
        json.writeStartObject();
        json.writeStringField("operation", change.operation().name());
        json.writeFieldName("classification");
        classification(json, change.classification());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    values(json, "relationships", event.relationships());
    json.writeEndObject();
  }

  private static void asset(JsonGenerator json, Asset asset) throws IOException {
    json.writeObjectFieldStart("asset");
    json.writeObjectFieldStart("ref");
    json.writeStringField("guid", asset.guid().toString());
    AssetKey key = asset.ref().key();
    json.writeObjectFieldStart("key");
    text(json, "typeName", key.typeName());
    text(json, "qualifiedName", key.qualifiedName());
    json.writeEndObject();
    json.writeEndObject();
    json.writeStringField("status", asset.status().name());
    json.writeBooleanField("incomplete", asset.incomplete());
    values(json, "attributes", asset.attributes());
    classifications(json, asset.classifications());
    values(json, "labels", asset.labels());
    values(json, "customAttributes", asset.customAttributes());
    values(json, "businessAttributes", asset.businessAttributes());
    audit(json, asset.audit());
    json.writeEndObject();
  }

  private static void audit(JsonGenerator json, AuditInfo audit) throws IOException {
    json.writeObjectFieldStart("audit");
    json.writeNumberField("createTime", audit.createTime());
    json.writeNumberField("updateTime", audit.updateTime());
    text(json, "createdBy", audit.createdBy());
    text(json, "updatedBy", audit.updatedBy());
    json.writeNumberField("version", audit.version());
    json.writeEndObject();
  }

  private static void classifications(JsonGenerator json, List<Classification> all)
      throws IOException {
    if (!all.isEmpty()) {
      json.writeArrayFieldStart("classifications");
      for (Classification one : all) {
        classification(json, one);
      }
      json.writeEndArray();
    }
  }

  private static void classification(JsonGenerator json, Classification one) throws IOException {
    json.writeStartObject();
    text(json, "typeName", one.typeName());
    json.writeStringField("origin", one.origin().toString());
    values(json, "attributes", one.attributes());
    Classification.Rules rules = one.rules();
    json.writeObjectFieldStart("rules");
    json.writeBooleanField("propagate", rules.propagate());
    json.writeBooleanField(
        "removePropagationsOnEntityDelete", rules.removePropagationsOnEntityDelete());
    json.writeBooleanField(
        "restrictPropagationThroughLineage", rules.restrictPropagationThroughLineage());
    json.writeBooleanField(
        "restrictPropagationThroughHierarchy", rules.restrictPropagationThroughHierarchy());
    json.writeEndObject();
    values(json, "validityPeriods", one.validityPeriods());
    provenance(json, one.provenance());
    json.writeEndObject();
  }

  private static void provenance(JsonGenerator json, @Nullable Provenance provenance)
      throws IOException {
    if (provenance != null) {
      json.writeObjectFieldStart("provenance");
      text(json, "actor", provenance.actor());
      json.writeNumberField("time", provenance.time());
      text(json, "requestId", provenance.requestId());
      text(json, "eventId", provenance.eventId());
      json.writeEndObject();
    }
  }

  private static void text(JsonGenerator json, String name, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }

  private static void values(JsonGenerator json, String name, Map<String, ?> values)
      throws IOException {
    if (!values.isEmpty()) {
      json.writePOJOField(name, values);
    }
  }

  private static void values(JsonGenerator json, String name, Collection<?> values)
      throws IOException {
    if (!values.isEmpty()) {
      json.writePOJOField(name, values);
    }
  }
}
