package dev.lily.server.atlas;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.ValidityPeriod;
import dev.lily.graph.type.TypeRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Classifications as Atlas's AtlasClassification. */
public final class ClassificationCodec {
  private ClassificationCodec() {}

  /**
   * A classification as somebody sends it; what is left out comes from the one it replaces, or from
   * Atlas's defaults.
   */
  public static Classification read(
      JsonFields json, Guid asset, Optional<Classification> known, String at) {
    Classification.Rules rules =
        known.map(Classification::rules).orElse(Classification.Rules.PROPAGATE);
    List<ValidityPeriod> periods =
        json.has("validityPeriods")
            ? json.objects("validityPeriods").stream().map(ClassificationCodec::period).toList()
            : known.map(Classification::validityPeriods).orElse(List.of());
    return new Classification(
        json.required("typeName", at),
        asset,
        json.map("attributes"),
        new Classification.Rules(
            json.flag("propagate", rules.propagate()),
            json.flag("removePropagationsOnEntityDelete", rules.removePropagationsOnEntityDelete()),
            json.flag(
                "restrictPropagationThroughLineage", rules.restrictPropagationThroughLineage()),
            json.flag(
                "restrictPropagationThroughHierarchy",
                rules.restrictPropagationThroughHierarchy())),
        periods);
  }

  private static ValidityPeriod period(JsonFields json) {
    return new ValidityPeriod(json.text("startTime"), json.text("endTime"), json.text("timeZone"));
  }

  static void write(
      JsonGenerator out, TypeRegistry types, Classification classification, AssetStatus status)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("typeName", classification.typeName());
    writeAttributes(out, types, classification);
    out.writeStringField("entityGuid", classification.origin().toString());
    out.writeStringField("entityStatus", status.name());
    Classification.Rules rules = classification.rules();
    out.writeBooleanField("propagate", rules.propagate());
    if (!classification.validityPeriods().isEmpty()) {
      out.writeArrayFieldStart("validityPeriods");
      for (ValidityPeriod period : classification.validityPeriods()) {
        write(out, period);
      }
      out.writeEndArray();
    }
    out.writeBooleanField(
        "removePropagationsOnEntityDelete", rules.removePropagationsOnEntityDelete());
    out.writeBooleanField(
        "restrictPropagationThroughLineage", rules.restrictPropagationThroughLineage());
    out.writeBooleanField(
        "restrictPropagationThroughHierarchy", rules.restrictPropagationThroughHierarchy());
    out.writeEndObject();
  }

  private static void writeAttributes(
      JsonGenerator out, TypeRegistry types, Classification classification) throws IOException {
    Map<String, @Nullable Object> values = classification.attributes();
    var type = types.findClassificationType(classification.typeName());
    if (type.isEmpty()) {
      JsonAnswer.field(out, "attributes", values);
      return;
    }
    out.writeObjectFieldStart("attributes");
    for (String name : type.get().attributes().keySet()) {
      JsonAnswer.field(out, name, values.get(name));
    }
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, ValidityPeriod period) throws IOException {
    out.writeStartObject();
    out.writeStringField("startTime", period.startTime());
    out.writeStringField("endTime", period.endTime());
    out.writeStringField("timeZone", period.timeZone());
    out.writeEndObject();
  }
}
