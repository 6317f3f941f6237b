package dev.lily.graph.lineage;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import java.util.List;

/**
 * What a batch changed about propagated classifications.
 *
 * @param position of the last change of the batch
 * @param spreads one per classification and origin that changed anywhere but on its origin
 */
public record Delta(long position, List<Spreading> spreads) {

  /**
   * Where a classification came, changed or went; the origin itself is never listed.
   *
   * @param classification as it is now, or was last
   * @param updated assets that had it and still have it, with other attributes or rules
   */
  public record Spreading(
      TenantId tenant,
      Classification classification,
      List<Guid> added,
      List<Guid> removed,
      List<Guid> updated) {}

  public Delta {
    spreads = List.copyOf(spreads);
  }
}
