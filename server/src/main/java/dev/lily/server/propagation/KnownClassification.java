package dev.lily.server.propagation;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.sight.GuardedCatalog;
import dev.lily.server.atlas.JsonFields;

/** Refuses names that are no classification types, as 404. */
final class KnownClassification {
  private KnownClassification() {}

  /** Of a path. */
  static void require(GuardedCatalog catalog, String name) {
    require(catalog, name, "");
  }

  /** The {@code typeName} of an object in a body, which is named. */
  static void require(GuardedCatalog catalog, String name, JsonFields json) {
    require(catalog, name, json.path() + "/typeName: ");
  }

  private static void require(GuardedCatalog catalog, String name, String place) {
    if (catalog.types().types().findClassificationType(name).isEmpty()) {
      throw new CatalogException(
          ErrorCode.CLASSIFICATION_NOT_FOUND,
          place
              + "there is no classification type '"
              + name
              + "'; see /api/atlas/v2/types/typedefs/headers?type=classification");
    }
  }
}
