package dev.lily.graph.lineage;

import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.rule.Transformation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A relationship along which data flows or classifications travel. Its identity is (from, to,
 * relationshipType); putting it again replaces the rest.
 *
 * @param from end 1 of the relationship; the container for {@link EdgeKind#HIERARCHY}
 * @param to end 2 of the relationship
 * @param propagateTags in which directions classifications may travel
 * @param standardTags in which directions its type lets them travel: where the relationship has
 *     less of its own, it is what stops them
 * @param blocked classifications that do not pass: texts of {@link
 *     dev.lily.graph.asset.BlockedClassification}
 * @param stopped whether nothing passes at all
 * @param stopReason why: the id of a rule; empty where not stopped. Distinct reasons are kept for
 *     the life of the index: use few
 * @param flowsForward whether data flows from {@code from} to {@code to}, or the other way; without
 *     meaning where the kind is no lineage
 * @param processEnd which end is a process
 * @param transformations how a column edge came about; empty for other edges
 * @param ruleStops classifications that rules stop here, with the id of the rule; only in answers,
 *     as stops by rule are at all: of an edge that leads both ways those on the way of the data, or
 *     from end 1 to end 2
 */
public record LineageEdge(
    Guid from,
    Guid to,
    String relationshipType,
    EdgeKind kind,
    PropagateTags propagateTags,
    PropagateTags standardTags,
    Set<String> blocked,
    boolean stopped,
    String stopReason,
    boolean flowsForward,
    ProcessEnd processEnd,
    List<Transformation> transformations,
    Map<String, String> ruleStops) {

  public LineageEdge {
    blocked = Set.copyOf(blocked);
    transformations = List.copyOf(transformations);
    ruleStops = Map.copyOf(ruleStops);
  }

  /** An edge on which data flows forward and nothing is held back. */
  public static LineageEdge of(
      Guid from, Guid to, String relationshipType, EdgeKind kind, PropagateTags propagateTags) {
    return new LineageEdge(
        from,
        to,
        relationshipType,
        kind,
        propagateTags,
        propagateTags,
        Set.of(),
        false,
        "",
        true,
        ProcessEnd.NONE,
        List.of(),
        Map.of());
  }

  /** The same edge with data flowing from {@code to} to {@code from}. */
  public LineageEdge flowingBackward() {
    return with(blocked, stopped, stopReason, false, processEnd, transformations);
  }

  /** The same edge that holds back the named classifications. */
  public LineageEdge blocking(Set<String> names) {
    return with(names, stopped, stopReason, flowsForward, processEnd, transformations);
  }

  /** The same edge that holds back everything. */
  public LineageEdge stoppedBy(String reason) {
    return with(blocked, true, reason, flowsForward, processEnd, transformations);
  }

  /** The same edge with a process at one end. */
  public LineageEdge at(ProcessEnd process) {
    return with(blocked, stopped, stopReason, flowsForward, process, transformations);
  }

  /** The same edge as jobs made it. */
  public LineageEdge by(List<Transformation> ways) {
    return with(blocked, stopped, stopReason, flowsForward, processEnd, ways);
  }

  /** The same edge of a type that lets others pass. */
  LineageEdge ofTypeWith(PropagateTags tags) {
    return new LineageEdge(
        from,
        to,
        relationshipType,
        kind,
        propagateTags,
        tags,
        blocked,
        stopped,
        stopReason,
        flowsForward,
        processEnd,
        transformations,
        ruleStops);
  }

  private LineageEdge with(
      Set<String> names,
      boolean stop,
      String reason,
      boolean forward,
      ProcessEnd process,
      List<Transformation> ways) {
    return new LineageEdge(
        from,
        to,
        relationshipType,
        kind,
        propagateTags,
        standardTags,
        names,
        stop,
        reason,
        forward,
        process,
        ways,
        ruleStops);
  }
}
