package dev.lily.notifications.propagation;

import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.lineage.EdgeKind;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.lineage.ProcessEnd;
import dev.lily.graph.rule.Transformation;
import dev.lily.graph.store.GraphScan.Link;
import dev.lily.graph.type.RelationshipType;
import java.util.ArrayList;
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

  /**
   * The relationship as an edge; empty where nothing flows or travels along those of its type. One
   * that lets less pass than its type is an edge too: it is what holds back.
   */
  public static Optional<LineageEdge> of(RelationshipType type, Relationship relationship) {
    return of(
        new Link(
            type,
            relationship.end1().guid(),
            relationship.end2().guid(),
            relationship.propagateTags(),
            relationship.blockedPropagatedClassifications(),
            relationship.attributes()));
  }

  static Optional<LineageEdge> of(Link link) {
    RelationshipType type = link.type();
    if (!isEdge(type) && link.propagateTags() == PropagateTags.NONE) {
      return Optional.empty();
    }
    boolean turned = isTurned(type);
    return Optional.of(
        new LineageEdge(
            turned ? link.end2() : link.end1(),
            turned ? link.end1() : link.end2(),
            type.name(),
            kind(type),
            turned ? turned(link.propagateTags()) : link.propagateTags(),
            tags(type),
            link.blocked(),
            false,
            "",
            flowsForward(type),
            processEnd(type),
            transformations(link.attributes()),
            Map.of()));
  }

  /** Whether the edge begins at end 2 of the relationship, because that is the container. */
  public static boolean isTurned(RelationshipType type) {
    return !type.isLineage() && type.end2().def().isContainer();
  }

  /** What the edges of a type have where their relationships have nothing of their own. */
  static PropagateTags tags(RelationshipType type) {
    return isTurned(type) ? turned(type.propagateTags()) : type.propagateTags();
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

  private static List<Transformation> transformations(Map<String, ?> attributes) {
    if (!(attributes.get(TRANSFORMATIONS) instanceof Collection<?> all)) {
      return List.of();
    }
    List<Transformation> found = new ArrayList<>(all.size());
    for (Object struct : all) {
      Map<?, ?> values = values(struct);
      Transformation one =
          new Transformation(
              text(values, "job"),
              text(values, "type"),
              text(values, "subtype"),
              Boolean.TRUE.equals(values.get("masking")));
      if (!found.contains(one)) {
        found.add(one);
      }
    }
    return found;
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
