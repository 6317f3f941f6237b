package dev.lily.graph.sight;

import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetView;
import dev.lily.graph.asset.DeleteMode;
import dev.lily.graph.store.GraphCatalog;

/** Refuses to delete an asset, or something that goes with it. */
final class RemovalGuard {
  private final GraphCatalog catalog;

  RemovalGuard(GraphCatalog catalog) {
    this.catalog = catalog;
  }

  /** What an asset owns goes with it: all of that has to be seen, and be the caller's to delete. */
  void check(RequestContext context, IndexSight sight, Asset asset, DeleteMode mode) {
    AssetAct act = mode == DeleteMode.HARD ? AssetAct.PURGE_METADATA : AssetAct.DELETE_METADATA;
    Refusals.require(context, sight, act, asset);
    for (AssetView view : catalog.viewWithOwned(context, asset.guid())) {
      Asset owned = view.asset();
      if (!sight.of(owned).isVisible() || !Refusals.isAllowed(sight, act, owned)) {
        throw Refusals.forbidden(
            context, act, asset.ref().key(), ", because of something that it owns");
      }
    }
  }
}
