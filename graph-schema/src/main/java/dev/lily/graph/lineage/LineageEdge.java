package dev.lily.graph.lineage;

import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import java.util.Set;

/**
 * A relationship along which data flows or classifications travel. Its identity is (from, to,
 * relationshipType); putting it again replaces the rest.
 *
 * @param from end 1 of the relationship
 * @param to end 2 of the relationship
 * @param propagateTags in which directions classifications may travel
 * @param blocked names of classifications that do not pass
 * @param stopped whether nothing passes at all
 * @param stopReason why, like {@code masking} or {@code INDIRECT}; empty where not stopped.
 *     Distinct reasons are kept for the life of the index: use few
 * @param flowsForward whether data flows from {@code from} to {@code to}, or the other way; without
 *     meaning for {@link EdgeKind#HIERARCHY}
 */
public record LineageEdge(
    Guid from,
    Guid to,
    String relationshipType,
    EdgeKind kind,
    PropagateTags propagateTags,
    Set<String> blocked,
    boolean stopped,
    String stopReason,
    boolean flowsForward) {

  public LineageEdge {
    blocked = Set.copyOf(blocked);
  }

  /** An edge on which data flows forward and nothing is held back. */
  public static LineageEdge of(
      Guid from, Guid to, String relationshipType, EdgeKind kind, PropagateTags propagateTags) {
    return new LineageEdge(
        from, to, relationshipType, kind, propagateTags, Set.of(), false, "", true);
  }

  /** The same edge with data flowing from {@code to} to {@code from}. */
  public LineageEdge flowingBackward() {
    return new LineageEdge(
        from, to, relationshipType, kind, propagateTags, blocked, stopped, stopReason, false);
  }

  /** The same edge that holds back the named classifications. */
  public LineageEdge blocking(Set<String> names) {
    return new LineageEdge(
        from, to, relationshipType, kind, propagateTags, names, stopped, stopReason, flowsForward);
  }

  /** The same edge that holds back everything. */
  public LineageEdge stoppedBy(String reason) {
    return new LineageEdge(
        from, to, relationshipType, kind, propagateTags, blocked, true, reason, flowsForward);
  }
}
