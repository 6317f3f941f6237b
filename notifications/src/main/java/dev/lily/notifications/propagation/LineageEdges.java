package dev.lily.notifications.propagation;

import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.lineage.EdgeKind;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.type.RelationshipType;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Which relationships are edges of the lineage index, and how classifications travel on them: a
 * column edge whose transformations all mask or are all INDIRECT (OpenLineage's columnLineage
 * facet) stops everything.
 */
final class LineageEdges {
  private static final String TRANSFORMATIONS = "transformations";

  private LineageEdges() {}

  /** Whether relationships of the type are edges at all. */
  static boolean isEdge(RelationshipType type) {
    return type.isLineage() || type.propagateTags() != PropagateTags.NONE;
  }

  static Optional<LineageEdge> of(RelationshipType type, Relationship relationship) {
    boolean carries = relationship.propagateTags() != PropagateTags.NONE;
    if (!type.isLineage() && !carries) {
      return Optional.empty();
    }
    String reason = stopReason(relationship);
    return Optional.of(
        new LineageEdge(
            relationship.end1().guid(),
            relationship.end2().guid(),
            relationship.typeName(),
            kind(type),
            relationship.propagateTags(),
            relationship.blockedPropagatedClassifications(),
            !reason.isEmpty(),
            reason,
            flowsForward(type)));
  }

  static EdgeKind kind(RelationshipType type) {
    if (!type.isLineage()) {
      return EdgeKind.HIERARCHY;
    }
    return type.attributes().containsKey(TRANSFORMATIONS)
        ? EdgeKind.COLUMN_LINEAGE
        : EdgeKind.DATASET_LINEAGE;
  }

  /** Data flows from what a process reads into it, and from the process into what it writes. */
  private static boolean flowsForward(RelationshipType type) {
    return !type.end1().attributeName().equals("inputs")
        && !type.end2().attributeName().equals("outputs");
  }

  private static String stopReason(Relationship relationship) {
    if (!(relationship.attributes().get(TRANSFORMATIONS) instanceof Collection<?> all)
        || all.isEmpty()) {
      return "";
    }
    boolean masks = false;
    for (Object one : all) {
      Map<?, ?> transformation = values(one);
      boolean indirect = "INDIRECT".equalsIgnoreCase(String.valueOf(transformation.get("type")));
      boolean masking = Boolean.TRUE.equals(transformation.get("masking"));
      if (!indirect && !masking) {
        return "";
      }
      masks |= masking && !indirect;
    }
    return masks ? "masking" : "INDIRECT";
  }

  /** The values of a struct, which is stored as {@code {typeName, attributes}}. */
  private static Map<?, ?> values(Object struct) {
    if (struct instanceof Map<?, ?> fields) {
      return fields.get("attributes") instanceof Map<?, ?> values ? values : fields;
    }
    return Map.of();
  }
}
