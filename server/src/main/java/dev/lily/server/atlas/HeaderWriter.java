package dev.lily.server.atlas;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.AssetView.Related;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.type.Attribute;
import dev.lily.graph.type.RelationshipEnd;
import dev.lily.graph.type.TypeRegistry;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Entities as Atlas's AtlasEntityHeader: what lists and graphs show of them. */
final class HeaderWriter {
  /** The attributes of every header, where the type has them. */
  static final Set<String> STANDARD =
      Set.of("name", "qualifiedName", "description", "owner", "createTime", "displayName");

  private HeaderWriter() {}

  static void write(
      JsonGenerator out,
      TypeRegistry types,
      Asset asset,
      List<Classification> effective,
      Set<String> standard,
      Set<String> further)
      throws IOException {
    write(out, types, asset, effective, standard, further, Map.of());
  }

  /** The same, with the other ends of the relationships that were asked for. */
  static void write(
      JsonGenerator out,
      TypeRegistry types,
      Asset asset,
      List<Classification> effective,
      Set<String> standard,
      Set<String> further,
      Map<String, List<Related>> related)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("typeName", asset.typeName());
    out.writeObjectFieldStart("attributes");
    Set<String> stored = new LinkedHashSet<>(further);
    stored.removeAll(related.keySet());
    writeAttributes(out, types, asset, standard, stored);
    writeRelated(out, types, asset, related);
    out.writeEndObject();
    out.writeStringField("guid", asset.guid().toString());
    out.writeStringField("status", asset.status().name());
    out.writeStringField("displayText", asset.displayText());
    writeClassifications(out, types, asset, effective);
    JsonAnswer.texts(out, "meaningNames", List.of());
    JsonAnswer.texts(out, "meanings", List.of());
    out.writeBooleanField("isIncomplete", asset.incomplete());
    JsonAnswer.texts(out, "labels", asset.labels());
    out.writeEndObject();
  }

  private static void writeAttributes(
      JsonGenerator out, TypeRegistry types, Asset asset, Set<String> standard, Set<String> further)
      throws IOException {
    Map<String, @Nullable Object> values = asset.attributes();
    for (Map.Entry<String, @Nullable Object> entry : values.entrySet()) {
      if (standard.contains(entry.getKey()) || further.contains(entry.getKey())) {
        JsonAnswer.field(out, entry.getKey(), entry.getValue());
      }
    }
    if (!standard.isEmpty() && !values.containsKey("qualifiedName")) {
      var type = types.findEntityType(asset.typeName());
      if (type.isPresent()) {
        for (Attribute unique : type.get().uniqueAttributes()) {
          if (!standard.contains(unique.name()) && !further.contains(unique.name())) {
            JsonAnswer.field(out, unique.name(), values.get(unique.name()));
          }
        }
      }
    }
    for (String name : further) {
      if (!values.containsKey(name)) {
        JsonAnswer.field(out, name, null);
      }
    }
  }

  private static void writeRelated(
      JsonGenerator out, TypeRegistry types, Asset asset, Map<String, List<Related>> related)
      throws IOException {
    for (Map.Entry<String, List<Related>> entry : related.entrySet()) {
      List<RelationshipEnd> ends =
          types
              .entityType(asset.typeName())
              .relationshipAttributes()
              .getOrDefault(entry.getKey(), List.of());
      out.writeFieldName(entry.getKey());
      RelatedEntities.writeIds(
          out, entry.getValue(), ends.stream().anyMatch(RelationshipEnd::isSingle));
    }
  }

  private static void writeClassifications(
      JsonGenerator out, TypeRegistry types, Asset asset, List<Classification> effective)
      throws IOException {
    Set<String> names = new LinkedHashSet<>();
    effective.forEach(one -> names.add(one.typeName()));
    JsonAnswer.texts(out, "classificationNames", names);
    out.writeArrayFieldStart("classifications");
    for (Classification one : effective) {
      ClassificationCodec.write(out, types, one, statusOfOrigin(asset, one));
    }
    out.writeEndArray();
  }

  /** An origin that is another asset is an active one: a deleted one propagates no more. */
  static AssetStatus statusOfOrigin(Asset asset, Classification classification) {
    return classification.isOwnOf(asset.guid()) ? asset.status() : AssetStatus.ACTIVE;
  }
}
