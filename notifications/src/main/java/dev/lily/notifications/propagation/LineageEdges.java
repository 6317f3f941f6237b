package dev.lily.notifications.propagation;

import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.lineage.EdgeKind;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.lineage.ProcessEnd;
import dev.lily.graph.rule.Transformation;
import dev.lily.graph.type.RelationshipType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which relationships are edges of the lineage index, and what it has to know of them. */
public final class LineageEdges {
  private static final String TRANSFORMATIONS = "transformations";

  private LineageEdges() {}

  /** Whether relationships of the type are edges at all. */
  static boolean isEdge(RelationshipType type) {
    return type.isLineage() || isContaining(type) || type.propagateTags() != PropagateTags.NONE;
  }

  private static boolean isContaining(RelationshipType type) {
    return type.end1().def().isContainer() || type.end2().def().isContainer();
  }

  /** The relationship as an edge; empty where nothing flows or travels along it. */
  public static Optional<LineageEdge> of(RelationshipType type, Relationship relationship) {
    boolean carries = relationship.propagateTags() != PropagateTags.NONE;
    if (!type.isLineage() && !isContaining(type) && !carries) {
      return Optional.empty();
    }
    boolean turned = isTurned(type);
    return Optional.of(
        new LineageEdge(
            (turned ? relationship.end2() : relationship.end1()).guid(),
            (turned ? relationship.end1() : relationship.end2()).guid(),
            relationship.typeName(),
            kind(type),
            turned ? turned(relationship.propagateTags()) : relationship.propagateTags(),
            relationship.blockedPropagatedClassifications(),
            false,
            "",
            flowsForward(type),
            processEnd(type),
            transformations(relationship),
            Map.of()));
  }

  /** Whether the edge begins at end 2 of the relationship, because that is the container. */
  public static boolean isTurned(RelationshipType type) {
    return !type.isLineage() && type.end2().def().isContainer();
  }

  private static PropagateTags turned(PropagateTags tags) {
    return switch (tags) {
      case ONE_TO_TWO -> PropagateTags.TWO_TO_ONE;
      case TWO_TO_ONE -> PropagateTags.ONE_TO_TWO;
      case NONE, BOTH -> tags;
    };
  }

  static EdgeKind kind(RelationshipType type) {
    if (!type.isLineage()) {
      return isContaining(type) ? EdgeKind.HIERARCHY : EdgeKind.ASSOCIATION;
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

  /** A process names what it reads its inputs and what it writes its outputs. */
  private static ProcessEnd processEnd(RelationshipType type) {
    if (!type.isLineage()) {
      return ProcessEnd.NONE;
    }
    Set<String> names = Set.of("inputs", "outputs");
    if (names.contains(type.end1().attributeName())) {
      return ProcessEnd.FROM;
    }
    return names.contains(type.end2().attributeName()) ? ProcessEnd.TO : ProcessEnd.NONE;
  }

  private static List<Transformation> transformations(Relationship relationship) {
    if (!(relationship.attributes().get(TRANSFORMATIONS) instanceof Collection<?> all)) {
      return List.of();
    }
    return all.stream()
        .map(LineageEdges::values)
        .map(
            values ->
                new Transformation(
                    text(values, "job"),
                    text(values, "type"),
                    text(values, "subtype"),
                    Boolean.TRUE.equals(values.get("masking"))))
        .distinct()
        .toList();
  }

  private static String text(Map<?, ?> values, String name) {
    return values.get(name) instanceof String text ? text : "";
  }

  /** The values of a struct, which is stored as {@code {typeName, attributes}}. */
  private static Map<?, ?> values(Object struct) {
    if (struct instanceof Map<?, ?> fields) {
      return fields.get("attributes") instanceof Map<?, ?> values ? values : fields;
    }
    return Map.of();
  }
}
