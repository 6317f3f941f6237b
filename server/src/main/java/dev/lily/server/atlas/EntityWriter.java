package dev.lily.server.atlas;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.AssetView;
import dev.lily.graph.asset.AssetView.Related;
import dev.lily.graph.asset.AuditInfo;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.type.Attribute;
import dev.lily.graph.type.EntityType;
import dev.lily.graph.type.RelationshipEnd;
import dev.lily.graph.type.TypeRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Entities as Atlas's AtlasEntity, with every attribute of their type. */
final class EntityWriter {
  private static final Set<String> BIG_NUMBERS = Set.of("biginteger", "bigdecimal");

  private EntityWriter() {}

  static void write(
      JsonGenerator out,
      TypeRegistry types,
      AssetView view,
      List<Classification> effective,
      boolean ignoreRelationships)
      throws IOException {
    Asset asset = view.asset();
    EntityType type = types.entityType(asset.typeName());
    Map<String, List<Related>> related = RelatedEntities.byAttribute(types, view);
    out.writeStartObject();
    out.writeStringField("typeName", asset.typeName());
    out.writeObjectFieldStart("attributes");
    writeAttributes(out, type, asset, related, ignoreRelationships);
    out.writeEndObject();
    writeIdentity(out, asset);
    out.writeNumberField("provenanceType", 0);
    writeAudit(out, asset.audit());
    if (!ignoreRelationships) {
      out.writeObjectFieldStart("relationshipAttributes");
      for (Map.Entry<String, List<RelationshipEnd>> entry :
          type.relationshipAttributes().entrySet()) {
        out.writeFieldName(entry.getKey());
        boolean single = entry.getValue().get(0).isSingle();
        RelatedEntities.write(out, related.getOrDefault(entry.getKey(), List.of()), single);
      }
      out.writeEndObject();
    }
    writeExtras(out, types, asset, effective);
    out.writeBooleanField("proxy", false);
    out.writeEndObject();
  }

  /** What AtlasEntity holds of a referred entity when {@code minExtInfo} is asked for. */
  static void writeMinimal(JsonGenerator out, TypeRegistry types, Asset asset) throws IOException {
    out.writeStartObject();
    out.writeStringField("typeName", asset.typeName());
    out.writeObjectFieldStart("attributes");
    for (String name : types.entityType(asset.typeName()).attributes().keySet()) {
      if (HeaderWriter.STANDARD.contains(name)) {
        JsonAnswer.field(out, name, asset.attributes().get(name));
      }
    }
    out.writeEndObject();
    writeIdentity(out, asset);
    out.writeNumberField("provenanceType", 0);
    out.writeBooleanField("proxy", false);
    out.writeEndObject();
  }

  private static void writeIdentity(JsonGenerator out, Asset asset) throws IOException {
    out.writeStringField("guid", asset.guid().toString());
    out.writeBooleanField("isIncomplete", asset.incomplete());
    out.writeStringField("status", asset.status().name());
  }

  private static void writeAudit(JsonGenerator out, AuditInfo audit) throws IOException {
    out.writeStringField("createdBy", audit.createdBy());
    out.writeStringField("updatedBy", audit.updatedBy());
    out.writeNumberField("createTime", audit.createTime());
    out.writeNumberField("updateTime", audit.updateTime());
    out.writeNumberField("version", audit.version());
  }

  private static void writeAttributes(
      JsonGenerator out,
      EntityType type,
      Asset asset,
      Map<String, List<Related>> related,
      boolean ignoreRelationships)
      throws IOException {
    for (Attribute attribute : type.attributes().values()) {
      String name = attribute.name();
      List<RelationshipEnd> ends = type.relationshipAttributes().get(name);
      if (ends == null) {
        out.writeFieldName(name);
        writeValue(out, attribute, asset.attributes().get(name));
      } else if (!ignoreRelationships) {
        out.writeFieldName(name);
        RelatedEntities.writeIds(
            out, related.getOrDefault(name, List.of()), ends.get(0).isSingle());
      }
    }
  }

  private static void writeValue(JsonGenerator out, Attribute attribute, @Nullable Object value)
      throws IOException {
    if (value instanceof String digits && BIG_NUMBERS.contains(attribute.def().typeName())) {
      out.writeNumber(digits);
    } else {
      JsonAnswer.value(out, value);
    }
  }

  private static void writeExtras(
      JsonGenerator out, TypeRegistry types, Asset asset, List<Classification> effective)
      throws IOException {
    if (!effective.isEmpty()) {
      out.writeArrayFieldStart("classifications");
      for (Classification one : effective) {
        AssetStatus status = HeaderWriter.statusOfOrigin(asset, one);
        ClassificationCodec.write(out, types, one, status);
      }
      out.writeEndArray();
    }
    if (!asset.customAttributes().isEmpty()) {
      JsonAnswer.field(out, "customAttributes", asset.customAttributes());
    }
    if (asset.businessAttributes().values().stream().anyMatch(values -> !values.isEmpty())) {
      out.writeObjectFieldStart("businessAttributes");
      for (var entry : asset.businessAttributes().entrySet()) {
        if (!entry.getValue().isEmpty()) {
          JsonAnswer.field(out, entry.getKey(), entry.getValue());
        }
      }
      out.writeEndObject();
    }
    JsonAnswer.texts(out, "labels", asset.labels());
  }
}
