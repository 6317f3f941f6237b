package dev.lily.graph.lineage.query;

import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import java.util.List;
import java.util.Optional;

/**
 * An asset as the index knows it.
 *
 * @param key absent while only relationships of the asset are known
 * @param deleted whether it is a deleted asset that is still readable
 * @param classifications what it carries, its own first
 */
public record AssetBrief(
    Guid guid,
    Optional<AssetKey> key,
    NodeKind kind,
    boolean deleted,
    List<Classification> classifications) {
  public AssetBrief {
    classifications = List.copyOf(classifications);
  }
}
