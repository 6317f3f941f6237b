package dev.lily.graph.lineage;

import dev.lily.graph.rule.Transformation;
import java.util.List;

/**
 * How an edge came into being: what rules judge, whichever rules there are. Few distinct ones serve
 * millions of edges.
 *
 * @param stopReason why nothing passes whatever the rules say; empty where they decide
 */
record EdgeOrigin(List<Transformation> transformations, String stopReason) {
  /** Of an edge that no job made. */
  static final EdgeOrigin PLAIN = new EdgeOrigin(List.of(), "");

  static EdgeOrigin of(LineageEdge edge) {
    return new EdgeOrigin(edge.transformations(), edge.stopped() ? edge.stopReason() : "");
  }
}
