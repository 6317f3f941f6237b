package dev.lily.policy.tags;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Guid;
import java.util.Optional;

/** Names assets; must know every asset that can have a classification. */
@FunctionalInterface
public interface AssetKeys {
  Optional<AssetKey> find(TenantId tenant, Guid guid);
}
