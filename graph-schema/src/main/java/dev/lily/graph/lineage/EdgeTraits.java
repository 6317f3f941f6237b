package dev.lily.graph.lineage;

import dev.lily.graph.asset.BlockedClassification;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.rule.Stops;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Everything about an edge but its ends: few distinct ones serve millions of edges.
 *
 * @param standardTags what its type lets pass where the relationship says nothing else
 * @param outward what does not pass from end 1 to end 2
 * @param inward what does not pass from end 2 to end 1
 */
record EdgeTraits(
    String relationshipType,
    EdgeKind kind,
    PropagateTags propagateTags,
    PropagateTags standardTags,
    Set<String> blocked,
    Stops outward,
    Stops inward,
    boolean flowsForward,
    ProcessEnd processEnd) {

  static EdgeTraits of(LineageEdge edge) {
    Stops own = edge.stopped() ? new Stops(edge.stopReason(), Map.of()) : Stops.NONE;
    return new EdgeTraits(
        edge.relationshipType(),
        edge.kind(),
        edge.propagateTags(),
        edge.standardTags(),
        edge.blocked(),
        own,
        own,
        edge.flowsForward(),
        edge.processEnd());
  }

  /** The same with other stops. */
  EdgeTraits stopping(Stops onTheWayOut, Stops onTheWayIn) {
    return new EdgeTraits(
        relationshipType,
        kind,
        propagateTags,
        standardTags,
        blocked,
        onTheWayOut,
        onTheWayIn,
        flowsForward,
        processEnd);
  }

  /** The same where the types are others; what has a propagateTags of its own keeps it. */
  EdgeTraits under(Proposal.Types types) {
    Proposal.Turn turn = types.turns().get(relationshipType);
    return turn == null || turn.now() != propagateTags || turn.now() == turn.then()
        ? this
        : new EdgeTraits(
            relationshipType,
            kind,
            turn.then(),
            turn.then(),
            blocked,
            outward,
            inward,
            flowsForward,
            processEnd);
  }

  private Stops stops(boolean goesOutward) {
    return goesOutward ? outward : inward;
  }

  /** Whether nothing at all passes this way. */
  boolean isStopped(boolean goesOutward) {
    return !stops(goesOutward).all().isEmpty();
  }

  /** The way that answers tell of: that of the data, or else one that is led. */
  private boolean isToldOutward() {
    return kind.isLineage() ? flowsForward : leads(true) || !leads(false);
  }

  LineageEdge between(Guid from, Guid to, EdgeOrigin origin) {
    Stops told = stops(isToldOutward());
    return new LineageEdge(
        from,
        to,
        relationshipType,
        kind,
        propagateTags,
        standardTags,
        blocked,
        !told.all().isEmpty(),
        told.all(),
        flowsForward,
        processEnd,
        origin.transformations(),
        told.named());
  }

  /** Whether classifications may travel outward (from end 1 to end 2) or inward, if at all. */
  boolean leads(boolean goesOutward) {
    return leads(propagateTags, goesOutward);
  }

  private static boolean leads(PropagateTags tags, boolean goesOutward) {
    return switch (tags) {
      case NONE -> false;
      case BOTH -> true;
      case ONE_TO_TWO -> goesOutward;
      case TWO_TO_ONE -> !goesOutward;
    };
  }

  /** Whether something goes this way: classifications, or data, or what the type would let pass. */
  boolean isWay(boolean goesOutward) {
    return leads(goesOutward)
        || leads(standardTags, goesOutward)
        || (kind.isLineage() && flowsForward == goesOutward);
  }

  /** By what classifications pass here, where they do. */
  String rule() {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ' ' + propagateTags;
  }

  /** Why a classification does not pass this way; empty where it does. */
  String heldBack(Classification classification, boolean goesOutward) {
    String name = classification.typeName();
    if (!leads(goesOutward)) {
      return notLed();
    }
    if (isStopped(goesOutward)) {
      return stops(goesOutward).all();
    }
    if (isBlocked(classification)) {
      return "blocked";
    }
    String rule = stops(goesOutward).named().get(name);
    if (rule != null) {
      return rule;
    }
    return isRestricted(classification.rules())
        ? kind.isLineage() ? "restricted through lineage" : "restricted through hierarchy"
        : "";
  }

  private String notLed() {
    return "propagateTags " + propagateTags;
  }

  /** Whether the classification may go this way. */
  boolean passes(Classification classification, boolean goesOutward) {
    return leads(goesOutward)
        && isOpenTo(classification.typeName(), goesOutward)
        && !isBlocked(classification)
        && !isRestricted(classification.rules());
  }

  private boolean isRestricted(Classification.Rules rules) {
    return kind.isLineage()
        ? rules.restrictPropagationThroughLineage()
        : rules.restrictPropagationThroughHierarchy();
  }

  /** Why none of the name passes this way, whatever it says itself; empty where some may. */
  String heldBack(String name, boolean goesOutward) {
    if (!leads(goesOutward)) {
      return notLed();
    }
    if (isStopped(goesOutward)) {
      return stops(goesOutward).all();
    }
    return blocked.contains(name) ? "blocked" : stops(goesOutward).named().getOrDefault(name, "");
  }

  /** Whether it holds back those of the name that have some origins, and no others. */
  boolean isSelective(String name) {
    return blocked.stream()
        .map(BlockedClassification::parse)
        .anyMatch(one -> one.origin().isPresent() && one.typeName().equals(name));
  }

  /** Whether rules and the edge let some classification of the name pass, if it leads this way. */
  boolean isOpenTo(String name, boolean goesOutward) {
    return !isStopped(goesOutward)
        && !blocked.contains(name)
        && !stops(goesOutward).named().containsKey(name);
  }

  boolean isBlocked(Classification classification) {
    String name = classification.typeName();
    return !blocked.isEmpty()
        && (blocked.contains(name)
            || blocked.contains(BlockedClassification.text(name, classification.origin())));
  }
}
