package dev.lily.graph.lineage;

import java.util.function.IntConsumer;

/** The single steps a classification may take. */
final class Steps {
  private final NodeTable nodes;
  private final EdgeTable edges;
  private final Passage passage;

  Steps(NodeTable nodes, EdgeTable edges, Passage passage) {
    this.nodes = nodes;
    this.edges = edges;
    this.passage = passage;
  }

  /** Visits the nodes to which it may go from this one, some of them twice. */
  void ahead(int node, IntConsumer visit) {
    for (int e = nodes.firstOut(node); e >= 0; e = edges.nextOut(e)) {
      if (passage.outward(edges.traits(e))) {
        visit.accept(edges.to(e));
      }
    }
    for (int e = nodes.firstIn(node); e >= 0; e = edges.nextIn(e)) {
      if (passage.inward(edges.traits(e))) {
        visit.accept(edges.from(e));
      }
    }
  }

  /** Visits the nodes from which it may come to this one, some of them twice. */
  void behind(int node, IntConsumer visit) {
    for (int e = nodes.firstIn(node); e >= 0; e = edges.nextIn(e)) {
      if (passage.outward(edges.traits(e))) {
        visit.accept(edges.from(e));
      }
    }
    for (int e = nodes.firstOut(node); e >= 0; e = edges.nextOut(e)) {
      if (passage.inward(edges.traits(e))) {
        visit.accept(edges.to(e));
      }
    }
  }
}
