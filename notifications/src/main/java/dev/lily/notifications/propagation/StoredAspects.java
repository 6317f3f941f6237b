package dev.lily.notifications.propagation;

import dev.lily.graph.AssetReader;
import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.rule.Aspect;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/**
 * For which aspects an asset has a value of its own, read from the graph: what a plain asset has
 * comes to the index only with its first edge. The graph may be ahead of the change log; what comes
 * with the log then says the same again.
 */
public final class StoredAspects {
  private final AssetReader reader;
  private final Clock clock;

  public StoredAspects(AssetReader reader, Clock clock) {
    this.reader = reader;
    this.clock = clock;
  }

  Set<String> of(TenantId tenant, Guid guid) {
    RequestContext context =
        new RequestContext(
            tenant, new Principal("lily", Set.of(), Set.of()), clock, "lineage index");
    Asset asset = reader.findAll(context, List.of(guid)).get(guid);
    return asset == null || asset.status() != AssetStatus.ACTIVE ? Set.of() : Aspect.allOf(asset);
  }
}
