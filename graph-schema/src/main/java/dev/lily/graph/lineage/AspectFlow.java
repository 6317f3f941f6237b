package dev.lily.graph.lineage;

import dev.lily.graph.rule.InheritRule;
import dev.lily.graph.rule.InheritRule.Direction;
import dev.lily.graph.rule.InheritRule.Over;

/**
 * Over which edges a walk goes, and which way.
 *
 * @param withFlow with the data, or from a container to its content; else against it
 */
record AspectFlow(Over over, boolean withFlow) {

  /**
   * The way of a walk for a rule.
   *
   * @param toSources against the way that values go, or else with it
   */
  static AspectFlow of(InheritRule rule, boolean toSources) {
    return new AspectFlow(rule.over(), (rule.direction() == Direction.DOWN) != toSources);
  }

  /** Whether it may leave an asset by edges of which the asset is end 1 (or else end 2). */
  boolean mayLeave(boolean outward) {
    return over == Over.LINEAGE || withFlow == outward;
  }

  /** Whether it goes along this edge from end 1 (or else from end 2). */
  boolean leads(EdgeTraits edge, boolean outward) {
    return over == Over.HIERARCHY
        ? edge.kind() == EdgeKind.HIERARCHY
        : edge.kind().isLineage()
            && !edge.isStopped(edge.flowsForward())
            && (edge.flowsForward() == outward) == withFlow;
  }

  /** One between a dataset and a process, two on any other edge. */
  static int halfSteps(EdgeTraits edge) {
    return edge.kind().isLineage() && edge.processEnd() != ProcessEnd.NONE ? 1 : 2;
  }
}
