package dev.lily.server.atlas;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.AuditInfo;
import dev.lily.graph.asset.BlockedClassification;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.asset.RelationshipValues;
import dev.lily.graph.lineage.Crossing;
import dev.lily.graph.type.RelationshipType;
import dev.lily.graph.type.TypeRegistry;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Relationships as Atlas's AtlasRelationship. */
public final class RelationshipCodec {
  private static final String BLOCKED = "blockedPropagatedClassifications";
  private static final String TAGS = "propagateTags";

  private RelationshipCodec() {}

  /** What somebody says of a relationship besides its type and ends. */
  public static RelationshipValues read(JsonFields json) {
    return new RelationshipValues(propagateTags(json), blocked(json), json.map("attributes"));
  }

  private static Optional<PropagateTags> propagateTags(JsonFields json) {
    String text = json.text(TAGS);
    Optional<PropagateTags> tags =
        Arrays.stream(PropagateTags.values()).filter(one -> one.name().equals(text)).findFirst();
    if (tags.isEmpty() && !text.isEmpty()) {
      throw bad(json.path() + "/" + TAGS, "one of " + Arrays.toString(PropagateTags.values()));
    }
    return tags;
  }

  private static Optional<Set<String>> blocked(JsonFields json) {
    if (!json.has(BLOCKED)) {
      return Optional.empty();
    }
    Set<String> blocked = new LinkedHashSet<>();
    for (Object one : json.list(BLOCKED)) {
      String path = json.path() + "/" + BLOCKED + "/" + blocked.size();
      blocked.add(
          one instanceof String name
              ? new BlockedClassification(name, Optional.empty()).text()
              : ofOrigin(JsonFields.of(one, path)).text());
    }
    return Optional.of(blocked);
  }

  /** One of a certain origin; without entityGuid all of that name. */
  private static BlockedClassification ofOrigin(JsonFields json) {
    String origin = json.text("entityGuid");
    Optional<Guid> guid = Guid.parse(origin);
    if (guid.isEmpty() && !origin.isEmpty()) {
      throw bad(json.path() + "/entityGuid", "a guid, not '" + origin + "'");
    }
    return new BlockedClassification(json.required("typeName", "a blocked classification"), guid);
  }

  private static CatalogException bad(String path, String wanted) {
    return new CatalogException(ErrorCode.BAD_REQUEST, path + " must be " + wanted);
  }

  static void write(
      JsonGenerator out, TypeRegistry types, Relationship relationship, Crossing crossing)
      throws IOException {
    RelationshipType type = types.relationshipType(relationship.typeName());
    out.writeStartObject();
    out.writeStringField("typeName", relationship.typeName());
    out.writeObjectFieldStart("attributes");
    for (String name : type.attributes().keySet()) {
      JsonAnswer.field(out, name, relationship.attributes().get(name));
    }
    out.writeEndObject();
    out.writeStringField("guid", relationship.guid().toString());
    out.writeNumberField("provenanceType", 0);
    end(out, "end1", relationship.end1());
    end(out, "end2", relationship.end2());
    out.writeStringField("label", label(type));
    out.writeStringField(TAGS, relationship.propagateTags().name());
    out.writeStringField("status", relationship.status().name());
    audit(out, relationship.audit());
    out.writeArrayFieldStart("propagatedClassifications");
    for (Classification one : crossing.passing()) {
      ClassificationCodec.write(out, types, one, AssetStatus.ACTIVE);
    }
    out.writeEndArray();
    out.writeArrayFieldStart(BLOCKED);
    for (String text : relationship.blockedPropagatedClassifications().stream().sorted().toList()) {
      blocked(out, types, BlockedClassification.parse(text), crossing.blocked());
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void end(JsonGenerator out, String name, AssetRef end) throws IOException {
    out.writeObjectFieldStart(name);
    out.writeStringField("guid", end.guid().toString());
    out.writeStringField("typeName", end.key().typeName());
    JsonAnswer.field(out, "uniqueAttributes", Map.of("qualifiedName", end.key().qualifiedName()));
    out.writeEndObject();
  }

  /** Atlas's name of the edge. */
  private static String label(RelationshipType type) {
    String label = type.def().relationshipLabel();
    return label.isEmpty() ? "r:" + type.name() : label;
  }

  /** What nobody noted is left out. */
  private static void audit(JsonGenerator out, @Nullable AuditInfo audit) throws IOException {
    if (audit == null) {
      return;
    }
    if (!audit.createdBy().isEmpty()) {
      out.writeStringField("createdBy", audit.createdBy());
      out.writeNumberField("createTime", audit.createTime());
    }
    out.writeStringField("updatedBy", audit.updatedBy());
    out.writeNumberField("updateTime", audit.updateTime());
    out.writeNumberField("version", audit.version());
  }

  /** In full where it stands at the relationship now. */
  private static void blocked(
      JsonGenerator out,
      TypeRegistry types,
      BlockedClassification blocked,
      List<Classification> standing)
      throws IOException {
    for (Classification one : standing) {
      if (one.typeName().equals(blocked.typeName())
          && blocked.origin().filter(one.origin()::equals).isPresent()) {
        ClassificationCodec.write(out, types, one, AssetStatus.ACTIVE);
        return;
      }
    }
    out.writeStartObject();
    out.writeStringField("typeName", blocked.typeName());
    if (blocked.origin().isPresent()) {
      out.writeStringField("entityGuid", blocked.origin().get().toString());
    }
    out.writeEndObject();
  }
}
