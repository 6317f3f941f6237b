package dev.lily.graph.lineage;

import java.util.Map;

/**
 * What a snapshot of the lineage index is a snapshot of.
 *
 * @param catalog the identity of the catalog
 * @param position up to which changes are in it
 * @param log the identity of the change log
 * @param offsets where to read on in the change log, by partition; may repeat older changes
 * @param types what the index took from each relationship type, by its name
 */
public record SnapshotLabel(
    String catalog,
    long position,
    String log,
    Map<Integer, Long> offsets,
    Map<String, String> types) {

  public SnapshotLabel {
    offsets = Map.copyOf(offsets);
    types = Map.copyOf(types);
  }
}
