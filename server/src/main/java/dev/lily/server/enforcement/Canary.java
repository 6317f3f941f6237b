package dev.lily.server.enforcement;

import dev.lily.graph.Catalog;
import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetBatch;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.CanaryAsset;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.ClassificationUpdate;
import dev.lily.graph.asset.ClassificationUpdate.Operation;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The canary of a tenant: an asset that gets its classification, and loses it, by turns. */
final class Canary {
  private final Catalog catalog;
  private final RequestContext context;

  Canary(Catalog catalog, TenantId tenant, Clock clock) {
    this.catalog = catalog;
    this.context =
        new RequestContext(
            tenant, new Principal("lily-canary", Set.of(), Set.of()), clock, "canary");
  }

  /**
   * Classifies it, or takes that away, whichever it is time for; durable when the call returns.
   *
   * @return whether it is classified now
   */
  boolean turn() {
    Asset asset = asset();
    boolean classified =
        asset.classifications().stream()
            .anyMatch(one -> one.typeName().equals(CanaryAsset.CLASSIFICATION));
    catalog.classify(
        context,
        List.of(
            new ClassificationUpdate(
                asset.ref().guid(),
                classified ? Operation.REMOVE : Operation.ADD,
                List.of(new Classification(CanaryAsset.CLASSIFICATION, asset.ref().guid())))));
    return !classified;
  }

  private Asset asset() {
    return catalog
        .find(context, CanaryAsset.KEY)
        .filter(asset -> asset.status() == AssetStatus.ACTIVE)
        .orElseGet(this::created);
  }

  private Asset created() {
    AssetInput input =
        new AssetInput(
            "-1",
            CanaryAsset.KEY.typeName(),
            Map.of("qualifiedName", CanaryAsset.KEY.qualifiedName()),
            Map.of());
    catalog.apply(context, new AssetBatch(List.of(input), false));
    return catalog.find(context, CanaryAsset.KEY).orElseThrow();
  }
}
