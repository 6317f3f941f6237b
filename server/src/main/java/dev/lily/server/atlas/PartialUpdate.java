package dev.lily.server.atlas;

import dev.lily.graph.Catalog;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.AssetBatch;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.asset.MutationResult;
import dev.lily.server.http.ApiResponse;
import java.util.List;

/** Changes part of one entity, and waits until readers see it. */
final class PartialUpdate {
  private final Catalog catalog;
  private final PositionWait written;

  PartialUpdate(AtlasServices services) {
    catalog = services.catalog();
    written = services.written();
  }

  ApiResponse apply(RequestContext context, AssetInput input) {
    MutationResult result = catalog.apply(context, new AssetBatch(List.of(input), false));
    return written.follow(result.position()).on(ApiResponse.noContent());
  }
}
