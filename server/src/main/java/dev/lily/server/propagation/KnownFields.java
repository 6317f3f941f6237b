package dev.lily.server.propagation;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.server.atlas.JsonFields;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Refuses fields that nobody knows: they would have been meant. Known are those that Lily reads,
 * and those of Apache Atlas's objects of the same kind, which clients send along.
 */
final class KnownFields {
  private static final Set<String> REFERENCE =
      Set.of(
          "guid",
          "typeName",
          "uniqueAttributes",
          "attributes",
          "qualifiedName",
          "displayText",
          "entityStatus",
          "relationshipType",
          "relationshipGuid",
          "relationshipStatus",
          "relationshipAttributes");
  private static final Set<String> PERIOD = Set.of("startTime", "endTime", "timeZone");
  private static final Set<String> CLASSIFICATION =
      Set.of(
          "typeName",
          "attributes",
          "entityGuid",
          "entityStatus",
          "propagate",
          "removePropagationsOnEntityDelete",
          "restrictPropagationThroughLineage",
          "restrictPropagationThroughHierarchy",
          "validityPeriods",
          "lastModifiedTS");
  private static final Set<String> RELATIONSHIP =
      Set.of(
          "typeName",
          "attributes",
          "guid",
          "homeId",
          "provenanceType",
          "end1",
          "end2",
          "label",
          "propagateTags",
          "blockedPropagatedClassifications",
          "propagatedClassifications",
          "status",
          "createdBy",
          "updatedBy",
          "createTime",
          "updateTime",
          "version",
          "lastModifiedTS");

  private static final Map<String, Set<String>> OF_PROPOSAL =
      Map.of(
          "classify",
          Set.of("guid", "typeName", "uniqueAttributes", "classification"),
          "declassify",
          Set.of("guid", "typeName", "uniqueAttributes"),
          "link",
          RELATIONSHIP,
          "cut",
          RELATIONSHIP);

  private KnownFields() {}

  /**
   * The fields of a proposal, and of what is in it.
   *
   * @param kind which proposal, like {@code classify}
   */
  static void require(String kind, JsonFields json) {
    require(json, OF_PROPOSAL.getOrDefault(kind, Set.of()));
    if (json.fields().get("classification") instanceof Map<?, ?> sent) {
      JsonFields classification = JsonFields.of(sent, json.path() + "/classification");
      require(classification, CLASSIFICATION);
      if (classification.fields().get("validityPeriods") instanceof List<?>) {
        classification.objects("validityPeriods").forEach(period -> require(period, PERIOD));
      }
    }
    for (String end : List.of("end1", "end2")) {
      if (json.fields().get(end) instanceof Map<?, ?> sent) {
        require(JsonFields.of(sent, json.path() + "/" + end), REFERENCE);
      }
    }
  }

  /** The fields of one object. */
  static void require(JsonFields json, Set<String> known) {
    for (String field : json.fields().keySet()) {
      if (!known.contains(field)) {
        throw new CatalogException(
            ErrorCode.BAD_REQUEST,
            "%s/%s is unknown; known are %s".formatted(json.path(), field, new TreeSet<>(known)));
      }
    }
  }
}
