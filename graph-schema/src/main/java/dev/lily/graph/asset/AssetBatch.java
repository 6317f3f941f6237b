package dev.lily.graph.asset;

import java.util.List;
import java.util.Map;

/**
 * Changes that belong together: all of them take effect in one transaction, or none.
 *
 * @param aliases other keys under which an existing or new asset shall be found: alias to asset
 * @param createShells whether an unknown reference makes an incomplete asset instead of a refusal
 */
public record AssetBatch(
    List<AssetInput> upserts,
    List<RelationshipInput> relationships,
    List<RelationshipInput> removedRelationships,
    List<AssetKey> deletions,
    Map<AssetKey, AssetKey> aliases,
    boolean createShells) {
  public AssetBatch {
    upserts = List.copyOf(upserts);
    relationships = List.copyOf(relationships);
    removedRelationships = List.copyOf(removedRelationships);
    deletions = List.copyOf(deletions);
    aliases = Map.copyOf(aliases);
  }

  /** A batch that only creates and updates. */
  public AssetBatch(List<AssetInput> upserts, boolean createShells) {
    this(upserts, List.of(), List.of(), List.of(), Map.of(), createShells);
  }
}
