package dev.lily.notifications.atlas;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Classification;
import java.util.List;

/**
 * Which classifications hold for an asset now, propagated ones included; {@code
 * EffectiveClassifications::of} is one.
 */
@FunctionalInterface
public interface CurrentClassifications {
  List<Classification> of(TenantId tenant, AssetKey asset);
}
