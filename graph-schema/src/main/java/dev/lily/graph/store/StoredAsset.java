package dev.lily.graph.store;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Guid;

/**
 * An asset, active or deleted, as it stands at its address.
 *
 * @param firstName the name that it was made with
 */
record StoredAsset(long address, String tenant, String firstName, Asset asset, int weight)
    implements AssetCache.Cached {

  Guid guid() {
    return asset.guid();
  }

  AssetRef ref() {
    return asset.ref();
  }

  /** What a person calls it among the relationships of another. */
  String displayText() {
    return asset.attributes().get(GraphKeys.NAME) instanceof String name && !name.isBlank()
        ? name
        : asset.qualifiedName();
  }

  boolean isActive() {
    return asset.status() == AssetStatus.ACTIVE;
  }

  boolean belongsTo(TenantId asked) {
    return asked.value().equals(tenant);
  }

  /** Whether that is its name now. */
  boolean isNamed(String qualifiedName) {
    return qualifiedName.equals(asset.qualifiedName());
  }
}
