package dev.lily.server.atlas;

import dev.lily.graph.lineage.LineageDirection;

/**
 * How much lineage is wanted from an entity on: Atlas's LineageOnDemandConstraints.
 *
 * @param inputs how many relations to follow upstream from each entity
 * @param outputs how many to follow downstream
 * @param depth levels, of which a process takes one with the datasets behind it; negative: all
 */
record Constraint(LineageDirection direction, int inputs, int outputs, int depth) {
  static final Constraint STANDARD = new Constraint(LineageDirection.BOTH, 3, 3, 3);

  Constraint {
    inputs = inputs <= 0 ? 3 : inputs;
    outputs = outputs <= 0 ? 3 : outputs;
  }

  boolean isUnlimited() {
    return inputs == Integer.MAX_VALUE && outputs == Integer.MAX_VALUE;
  }

  int limit(boolean downstream) {
    return downstream ? outputs : inputs;
  }

  boolean allows(boolean downstream) {
    return direction == LineageDirection.BOTH
        || (direction == LineageDirection.DOWNSTREAM) == downstream;
  }
}
