package dev.lily.graph.lineage.query;

import dev.lily.graph.asset.Guid;
import java.util.List;

/**
 * Assets each of which feeds all others.
 *
 * @param datasets how many datasets; with the columns at least 2
 * @param columns how many columns
 * @param processes how many processes between them
 * @param members the first of them by guid, datasets and columns before processes
 */
public record Cycle(int datasets, int columns, int processes, List<Guid> members) {
  public Cycle {
    members = List.copyOf(members);
  }

  /** How many assets it has. */
  public int size() {
    return datasets + columns + processes;
  }
}
