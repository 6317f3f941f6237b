package dev.lily.graph.lineage.query;

import java.util.List;

/**
 * The cycles of a tenant's lineage, the largest first.
 *
 * @param position everything up to here in the change log is in it, and maybe some of what came
 *     while the lineage was copied
 * @param total how many there are
 * @param complete whether all lineage was looked at
 */
public record Cycles(long position, int total, boolean complete, List<Cycle> cycles) {
  public Cycles {
    cycles = List.copyOf(cycles);
  }
}
