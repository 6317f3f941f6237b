package dev.lily.server.atlas;

import dev.lily.graph.asset.Guid;
import java.util.List;
import java.util.Map;

/**
 * Lineage around an entity.
 *
 * @param degrees how many relations each entity has, and how many of them are in the graph
 */
record LineageGraph(List<Relation> relations, Map<Guid, Degrees> degrees) {
  LineageGraph {
    relations = List.copyOf(relations);
  }

  /** Data flows from one entity to the other. */
  record Relation(Guid from, Guid to, Guid relationship) {}

  /** Relations of one entity: all that are known, and those shown. */
  static final class Degrees {
    int inputs;
    int outputs;
    int shownInputs;
    int shownOutputs;

    boolean hasMoreInputs() {
      return shownInputs < inputs;
    }

    boolean hasMoreOutputs() {
      return shownOutputs < outputs;
    }
  }
}
