package dev.lily.graph.sight;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;

/** How a caller is told that something may not be done, without telling of what is hidden. */
final class Refusals {
  static final String WITHHELD = ", whose details are withheld";

  private Refusals() {}

  /** Refuses what may not be done to an asset; one that is not seen is not there. */
  static void require(RequestContext context, IndexSight sight, AssetAct act, Asset asset) {
    requireSeen(sight, asset);
    if (!isAllowed(sight, act, asset)) {
      throw forbidden(context, act, asset.ref().key(), "");
    }
  }

  static boolean isAllowed(IndexSight sight, AssetAct act, Asset asset) {
    return sight.guard().allows(act, asset.ref(), sight.carried(asset));
  }

  static void requireSeen(IndexSight sight, Asset asset) {
    if (!sight.of(asset).isVisible()) {
      throw new CatalogException(
          ErrorCode.INSTANCE_NOT_FOUND,
          "Given instance is invalid/not found: the request names an entity that is not there");
    }
  }

  /** The same of one that the caller named by its guid. */
  static void requireKnownGuid(IndexSight sight, Asset asset) {
    if (!sight.of(asset).isVisible()) {
      throw new CatalogException(
          ErrorCode.INSTANCE_GUID_NOT_FOUND,
          "Given instance guid " + asset.guid() + " is invalid/not found");
    }
  }

  static CatalogException forbidden(
      RequestContext context, AssetAct act, AssetKey asset, String why) {
    return new CatalogException(
        ErrorCode.UNAUTHORIZED_ACCESS,
        "%s is not authorized to perform %s on %s '%s'%s"
            .formatted(
                context.principal().name(), act, asset.typeName(), asset.qualifiedName(), why));
  }

  static CatalogException notFound(Object reference) {
    return new CatalogException(
        ErrorCode.REFERENCED_ENTITY_NOT_FOUND,
        "Referenced entity AtlasObjectId" + reference + " is not found");
  }
}
