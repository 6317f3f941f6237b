package dev.lily.server.atlas;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.AssetView;
import dev.lily.graph.asset.AssetView.Related;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.type.RelationshipType;
import dev.lily.graph.type.TypeRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The other ends of an entity's relationships, as AtlasRelatedObjectId or AtlasObjectId. */
final class RelatedEntities {
  private RelatedEntities() {}

  /** What the entity is related to, by the attribute that the relationship gives it. */
  static Map<String, List<Related>> byAttribute(TypeRegistry types, AssetView view) {
    Guid self = view.asset().guid();
    Map<String, List<Related>> byAttribute = new HashMap<>();
    for (Related related : view.related()) {
      Relationship relationship = related.relationship();
      Optional<RelationshipType> type = types.findRelationshipType(relationship.typeName());
      if (type.isPresent()) {
        boolean first = relationship.end1().guid().equals(self);
        String attribute = (first ? type.get().end1() : type.get().end2()).attributeName();
        byAttribute.computeIfAbsent(attribute, name -> new ArrayList<>()).add(related);
      }
    }
    return byAttribute;
  }

  /** One related entity or none, the active one before deleted ones; or all of them. */
  static void write(JsonGenerator out, List<Related> related, boolean single) throws IOException {
    if (!single) {
      out.writeStartArray();
      for (Related one : related) {
        write(out, one);
      }
      out.writeEndArray();
    } else if (related.isEmpty()) {
      out.writeNull();
    } else {
      write(out, preferred(related));
    }
  }

  /** The same as plain object ids of what is not deleted, as legacy attributes hold them. */
  static void writeIds(JsonGenerator out, List<Related> related, boolean single)
      throws IOException {
    List<Related> active =
        related.stream().filter(one -> one.relationship().status() == AssetStatus.ACTIVE).toList();
    if (!single) {
      out.writeStartArray();
      for (Related one : active) {
        writeId(out, one);
      }
      out.writeEndArray();
    } else if (active.isEmpty()) {
      out.writeNull();
    } else {
      writeId(out, active.get(0));
    }
  }

  private static Related preferred(List<Related> related) {
    Related newest = related.get(related.size() - 1);
    for (Related one : related) {
      if (one.relationship().status() == AssetStatus.ACTIVE) {
        return one;
      }
    }
    return newest;
  }

  private static void write(JsonGenerator out, Related related) throws IOException {
    Relationship relationship = related.relationship();
    out.writeStartObject();
    out.writeStringField("guid", related.other().guid().toString());
    out.writeStringField("typeName", related.other().key().typeName());
    out.writeStringField("entityStatus", related.otherStatus().name());
    out.writeStringField("displayText", related.displayText());
    out.writeStringField("relationshipType", relationship.typeName());
    out.writeStringField("relationshipGuid", relationship.guid().toString());
    out.writeStringField("relationshipStatus", relationship.status().name());
    out.writeObjectFieldStart("relationshipAttributes");
    out.writeStringField("typeName", relationship.typeName());
    if (!relationship.attributes().isEmpty()) {
      JsonAnswer.field(out, "attributes", relationship.attributes());
    }
    out.writeEndObject();
    out.writeStringField("qualifiedName", related.other().key().qualifiedName());
    out.writeEndObject();
  }

  private static void writeId(JsonGenerator out, Related related) throws IOException {
    out.writeStartObject();
    out.writeStringField("guid", related.other().guid().toString());
    out.writeStringField("typeName", related.other().key().typeName());
    out.writeObjectFieldStart("uniqueAttributes");
    out.writeStringField("qualifiedName", related.other().key().qualifiedName());
    out.writeEndObject();
    out.writeEndObject();
  }
}
