package dev.lily.server.propagation;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.Preview;
import dev.lily.graph.lineage.Proposal;
import dev.lily.graph.lineage.TurnedEdges;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.graph.type.Revision;
import dev.lily.graph.type.TypeRegistry;
import dev.lily.graph.type.TypesDef;
import dev.lily.notifications.propagation.TypeTurns;
import dev.lily.notifications.propagation.TypeTurns.Fresh;
import dev.lily.server.atlas.Followed;
import dev.lily.server.atlas.TypeEffects;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What another propagateTags of relationship types would do. */
public final class TypeForecast implements TypeEffects {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How many edges that the index does not have are looked at. */
  private static final int FRESH = 100_000;

  private final GraphCatalog catalog;
  private final ClassificationIndex index;
  private final Function<Duration, Followed> follower;

  /**
   * A forecast.
   *
   * @param follower waits until relationships follow their types
   */
  public TypeForecast(
      GraphCatalog catalog, ClassificationIndex index, Function<Duration, Followed> follower) {
    this.catalog = catalog;
    this.index = index;
    this.follower = follower;
  }

  /** The proposals of all tenants that have such relationships, and how many those are. */
  private record Turned(Map<TenantId, Proposal.Types> proposals, Map<TenantId, Long> counts) {}

  /**
   * What one tenant would notice.
   *
   * @param relationships how many would let something else pass
   */
  record OfTenant(Proposal.Types proposal, long relationships) {}

  /**
   * The change as a proposal.
   *
   * @throws CatalogException BAD_REQUEST where no relationship type would have another
   *     propagateTags, and what the change itself is refused for
   */
  OfTenant of(RequestContext context, TypesDef changed) {
    TypeTurns turns = turns(context, changed);
    if (turns.isEmpty()) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "/types/relationshipDefs: no relationship type would have another propagateTags; send the"
              + " definitions as PUT /api/atlas/v2/types/typedefs takes them");
    }
    Turned turned = turned(turns);
    TenantId tenant = context.tenant();
    return new OfTenant(
        turned.proposals().getOrDefault(tenant, proposal(turns, Fresh.NONE)),
        turned.counts().getOrDefault(tenant, 0L));
  }

  @Override
  public void requireConfirmed(RequestContext context, TypesDef changed, long confirmed) {
    TypeTurns turns = turns(context, changed);
    if (turns.isEmpty()) {
      return;
    }
    if (follow().behind()) {
      throw new CatalogException(
          ErrorCode.POSITION_NOT_REACHED,
          "nothing was changed: the lineage index is at position %d and has not taken in all that came before; try again"
              .formatted(index.position()));
    }
    Turned turned = turned(turns);
    long relationships = turned.counts().values().stream().mapToLong(Long::longValue).sum();
    long assets = 0;
    boolean complete = true;
    for (Map.Entry<TenantId, Proposal.Types> one : turned.proposals().entrySet()) {
      Preview preview = index.preview(one.getKey(), one.getValue());
      complete &= preview.complete();
      assets +=
          preview.effects().stream()
              .mapToLong(effect -> (long) effect.gained().size() + effect.lost().size())
              .sum();
    }
    Confirmation needed = new Confirmation(Math.max(relationships, assets), complete);
    if (needed.isMissing(confirmed)) {
      throw new CatalogException(
          ErrorCode.CONFIRMATION_REQUIRED,
          "another propagateTags of %s would turn %d relationships and change %s assets, of all tenants: look at POST /api/lily/v1/propagation/preview with \"types\", then send the query parameter confirm=%d"
              .formatted(
                  new TreeSet<>(turns.turns().keySet()),
                  relationships,
                  new Confirmation(assets, complete),
                  needed.named()));
    }
  }

  @Override
  public Followed follow() {
    return follower.apply(PATIENCE);
  }

  private TypeTurns turns(RequestContext context, TypesDef changed) {
    TypeRegistry now = catalog.types().types();
    Revision revision = new Revision(context.principal().name(), context.clock().millis());
    return TypeTurns.between(
        now, now.update(changed, revision).registry(), changed.relationshipDefs());
  }

  private Turned turned(TypeTurns turns) {
    Map<TenantId, Long> counts =
        new HashMap<>(TurnedEdges.count(index.lineage(), proposal(turns, Fresh.NONE)));
    Map<TenantId, Fresh> fresh = turns.fresh(catalog.scan(), FRESH);
    Set<TenantId> tenants = new HashSet<>(counts.keySet());
    tenants.addAll(fresh.keySet());
    fresh.forEach((tenant, one) -> counts.merge(tenant, one.count(), Long::sum));
    Map<TenantId, Proposal.Types> proposals = new HashMap<>();
    for (TenantId tenant : tenants) {
      proposals.put(tenant, proposal(turns, fresh.getOrDefault(tenant, Fresh.NONE)));
    }
    return new Turned(proposals, counts);
  }

  private static Proposal.Types proposal(TypeTurns turns, Fresh fresh) {
    return new Proposal.Types(turns.turns(), fresh.edges(), fresh.isWhole());
  }
}
