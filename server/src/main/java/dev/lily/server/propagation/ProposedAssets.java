package dev.lily.server.propagation;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.sight.GuardedCatalog;
import dev.lily.server.atlas.JsonFields;
import java.util.Optional;

/** Finds the active assets that proposals name: by guid, or by type and qualifiedName. */
final class ProposedAssets {
  private final GuardedCatalog catalog;

  ProposedAssets(GuardedCatalog catalog) {
    this.catalog = catalog;
  }

  Asset read(RequestContext context, JsonFields json) {
    Asset asset =
        find(context, json)
            .orElseThrow(
                () ->
                    new CatalogException(
                        ErrorCode.INSTANCE_GUID_NOT_FOUND,
                        json.path() + ": there is no asset " + name(json)));
    if (asset.status() != AssetStatus.ACTIVE) {
      throw new CatalogException(
          ErrorCode.INSTANCE_GUID_DELETED,
          json.path() + ": asset " + asset.guid() + " has been deleted");
    }
    return asset;
  }

  private Optional<Asset> find(RequestContext context, JsonFields json) {
    if (json.has("guid")) {
      Guid guid =
          Guid.parse(json.text("guid"))
              .orElseThrow(() -> bad(json, "guid", "'" + json.text("guid") + "' is no guid"));
      return catalog.find(context, guid);
    }
    JsonFields unique =
        json.object("uniqueAttributes")
            .orElseThrow(
                () -> bad(json, "guid", "needed, or typeName and uniqueAttributes.qualifiedName"));
    return catalog.find(
        context,
        new AssetKey(
            json.required("typeName", "a reference"),
            unique.required("qualifiedName", "a reference")));
  }

  private static String name(JsonFields json) {
    return json.has("guid")
        ? json.text("guid")
        : json.text("typeName") + " " + json.map("uniqueAttributes");
  }

  static CatalogException bad(JsonFields json, String field, String what) {
    return new CatalogException(ErrorCode.BAD_REQUEST, json.path() + "/" + field + ": " + what);
  }
}
