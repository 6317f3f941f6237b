package dev.lily.server.http;

import dev.lily.graph.Catalog;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.Guid;

/** What requests about one asset have in common. */
public final class AskedAsset {
  private static final int LIMIT = 1_000;

  private AskedAsset() {}

  /**
   * The guid of the path.
   *
   * @throws CatalogException BAD_REQUEST
   */
  public static Guid guid(ApiRequest request) {
    String text = request.pathParam("guid");
    return Guid.parse(text)
        .orElseThrow(
            () -> new CatalogException(ErrorCode.BAD_REQUEST, "'" + text + "' is no guid"));
  }

  /**
   * The asset of the path, active or deleted.
   *
   * @throws CatalogException INSTANCE_GUID_NOT_FOUND
   */
  public static Asset of(Catalog catalog, ApiRequest request) {
    Guid guid = guid(request);
    return catalog
        .find(request.context(), guid)
        .orElseThrow(
            () ->
                new CatalogException(
                    ErrorCode.INSTANCE_GUID_NOT_FOUND,
                    "Given instance guid " + guid + " is invalid/not found"));
  }

  /** How many to pass over, from the query. */
  public static int offset(ApiRequest request) {
    int offset = request.query("offset", 0);
    if (offset < 0) {
      throw new CatalogException(ErrorCode.BAD_REQUEST, "offset must be 0 or more, not " + offset);
    }
    return offset;
  }

  /** A limit from the query, 1 to 1,000. */
  public static int limit(ApiRequest request, String name, int standard) {
    int wanted = request.query(name, standard);
    if (wanted < 1 || wanted > LIMIT) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST, name + " must be from 1 to " + LIMIT + ", not " + wanted);
    }
    return wanted;
  }
}
