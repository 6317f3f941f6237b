package dev.lily.server.access;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.sight.IndexSight;

/** Names assets of the index in texts. */
public final class ShownName {
  public static final String HIDDEN = "hidden";

  private ShownName() {}

  /** The qualifiedName; a word that stands for an asset that the caller does not get to see. */
  public static String of(
      ClassificationIndex index, IndexSight sight, TenantId tenant, Guid asset) {
    return sight.sees(asset)
        ? index
            .lineage()
            .find(tenant, asset)
            .map(known -> known.key().qualifiedName())
            .orElse(asset.toString())
        : HIDDEN;
  }
}
