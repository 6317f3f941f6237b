package dev.lily.notifications.atlas;

import dev.lily.graph.AssetReader;
import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.change.ChangeEvent;
import dev.lily.notifications.log.ChangeLogHandler;
import dev.lily.notifications.log.ConsumedEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Completes events about propagated classifications, which name their asset only, with the asset as
 * it is now; those of assets that are no more are left out.
 */
public final class PropagatedEntities implements ChangeLogHandler {
  private final AssetReader assets;
  private final ChangeLogHandler next;
  private final Clock clock;

  public PropagatedEntities(AssetReader assets, ChangeLogHandler next, Clock clock) {
    this.assets = assets;
    this.next = next;
    this.clock = clock;
  }

  @Override
  public void handle(List<ConsumedEvent> events) {
    Map<TenantId, Set<Guid>> wanted = new HashMap<>();
    for (ConsumedEvent event : events) {
      wanted
          .computeIfAbsent(event.event().tenant(), tenant -> new LinkedHashSet<>())
          .add(event.event().asset().guid());
    }
    Map<Guid, Asset> found = new HashMap<>();
    wanted.forEach((tenant, guids) -> found.putAll(assets.findAllOnce(context(tenant), guids)));
    List<ConsumedEvent> whole = new ArrayList<>(events.size());
    for (ConsumedEvent event : events) {
      Optional.ofNullable(found.get(event.event().asset().guid()))
          .filter(asset -> asset.status() != AssetStatus.PURGED)
          .ifPresent(asset -> whole.add(with(event, asset)));
    }
    if (!whole.isEmpty()) {
      next.handle(whole);
    }
  }

  private RequestContext context(TenantId tenant) {
    return new RequestContext(
        tenant, new Principal("lily", Set.of(), Set.of()), clock, "atlas-entities");
  }

  private static ConsumedEvent with(ConsumedEvent consumed, Asset asset) {
    ChangeEvent event = consumed.event();
    return new ConsumedEvent(
        new ChangeEvent(
            event.id(),
            event.tenant(),
            event.kind(),
            asset,
            event.rootKey(),
            event.origin(),
            event.attributes(),
            event.classifications(),
            event.relationships()),
        consumed.transaction(),
        consumed.partition(),
        consumed.offset(),
        consumed.time());
  }
}
