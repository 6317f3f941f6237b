package dev.lily.graph.lineage;

import dev.lily.graph.asset.BlockedClassification;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.rule.Stops;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Everything about an edge but its ends: few distinct ones serve millions of edges. */
record EdgeTraits(
    String relationshipType,
    EdgeKind kind,
    PropagateTags propagateTags,
    Set<String> blocked,
    boolean stopped,
    String stopReason,
    boolean flowsForward,
    ProcessEnd processEnd,
    Map<String, String> ruleStops) {

  static EdgeTraits of(LineageEdge edge) {
    return new EdgeTraits(
        edge.relationshipType(),
        edge.kind(),
        edge.propagateTags(),
        edge.blocked(),
        edge.stopped(),
        edge.stopReason(),
        edge.flowsForward(),
        edge.processEnd(),
        Map.of());
  }

  /** The same with other stops: those of its own, and else those of rules. */
  EdgeTraits stopping(String ownReason, Stops stops) {
    String reason = ownReason.isEmpty() ? stops.all() : ownReason;
    return new EdgeTraits(
        relationshipType,
        kind,
        propagateTags,
        blocked,
        !reason.isEmpty(),
        reason,
        flowsForward,
        processEnd,
        reason.isEmpty() ? stops.named() : Map.of());
  }

  /** The same where the types are others; what has a propagateTags of its own keeps it. */
  EdgeTraits under(Proposal.Types types) {
    Proposal.Turn turn = types.turns().get(relationshipType);
    return turn == null || turn.now() != propagateTags
        ? this
        : new EdgeTraits(
            relationshipType,
            kind,
            turn.then(),
            blocked,
            stopped,
            stopReason,
            flowsForward,
            processEnd,
            ruleStops);
  }

  LineageEdge between(Guid from, Guid to, EdgeOrigin origin) {
    return new LineageEdge(
        from,
        to,
        relationshipType,
        kind,
        propagateTags,
        blocked,
        stopped,
        stopReason,
        flowsForward,
        processEnd,
        origin.transformations(),
        ruleStops);
  }

  /** Whether classifications may travel outward (from end 1 to end 2) or inward, if at all. */
  boolean leads(boolean outward) {
    return switch (propagateTags) {
      case NONE -> false;
      case BOTH -> true;
      case ONE_TO_TWO -> outward;
      case TWO_TO_ONE -> !outward;
    };
  }

  /** By what classifications pass here, where they do. */
  String rule() {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ' ' + propagateTags;
  }

  /** Why a classification that could travel here does not; empty where it does. */
  String heldBack(Classification classification) {
    if (stopped) {
      return stopReason;
    }
    if (isBlocked(classification)) {
      return "blocked";
    }
    Classification.Rules rules = classification.rules();
    String rule = ruleStops.get(classification.typeName());
    if (rule != null) {
      return rule;
    }
    if (kind.isLineage() ? rules.restrictPropagationThroughLineage() : hierarchyBarred(rules)) {
      return kind.isLineage() ? "restricted through lineage" : "restricted through hierarchy";
    }
    return "";
  }

  boolean passes(Classification classification) {
    Classification.Rules rules = classification.rules();
    return isOpenTo(classification.typeName())
        && !isBlocked(classification)
        && !(kind.isLineage() ? rules.restrictPropagationThroughLineage() : hierarchyBarred(rules));
  }

  /** Why none of the name travels here, whatever it says itself; empty where some may. */
  String heldBack(String name) {
    if (stopped) {
      return stopReason;
    }
    return blocked.contains(name) ? "blocked" : ruleStops.getOrDefault(name, "");
  }

  /** Whether it holds back those of the name that have some origins, and no others. */
  boolean isSelective(String name) {
    return blocked.stream()
        .map(BlockedClassification::parse)
        .anyMatch(one -> one.origin().isPresent() && one.typeName().equals(name));
  }

  /** Whether some classification of the name may pass. */
  boolean isOpenTo(String name) {
    return !stopped && !blocked.contains(name) && !ruleStops.containsKey(name);
  }

  boolean isBlocked(Classification classification) {
    String name = classification.typeName();
    return !blocked.isEmpty()
        && (blocked.contains(name)
            || blocked.contains(BlockedClassification.text(name, classification.origin())));
  }

  private static boolean hierarchyBarred(Classification.Rules rules) {
    return rules.restrictPropagationThroughHierarchy();
  }
}
