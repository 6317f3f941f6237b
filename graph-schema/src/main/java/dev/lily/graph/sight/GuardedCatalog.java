package dev.lily.graph.sight;

import dev.lily.graph.AssetReader;
import dev.lily.graph.Catalog;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TypeCatalog;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetBatch;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetView;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.ClassificationUpdate;
import dev.lily.graph.asset.DeleteMode;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.MutationResult;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.store.GraphCatalog;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.tinkerpop.gremlin.process.traversal.dsl.graph.GraphTraversalSource;

/**
 * The catalog as callers get to see it: what a caller may not see is to that caller not there, and
 * what a caller may not change is refused. Every answer about assets that is read from the graph
 * for somebody goes through here; what the server reads for itself does not.
 */
public final class GuardedCatalog implements Catalog, AssetReader {
  private final GraphCatalog catalog;
  private final ClassificationIndex index;
  private final AssetGuards guards;
  private final WriteGuard writes;

  public GuardedCatalog(GraphCatalog catalog, ClassificationIndex index, AssetGuards guards) {
    this.catalog = catalog;
    this.index = index;
    this.guards = guards;
    this.writes = new WriteGuard(catalog);
  }

  /** What the caller sees, for one answer. */
  public IndexSight sight(RequestContext context) {
    return IndexSight.of(index, guards, context);
  }

  public AssetGuards guards() {
    return guards;
  }

  public TypeCatalog types() {
    return catalog.types();
  }

  /**
   * What Gremlin shows the caller. An asset of which something is left out, or that has a
   * classification from one that is hidden, is not there at all: its properties tell everything.
   */
  public GraphTraversalSource traversal(RequestContext context) {
    IndexSight sight = sight(context);
    return sight.guard().seesEverything()
        ? catalog.traversal(context.tenant())
        : catalog.traversal(context.tenant(), sight::isClear);
  }

  /** {@link GraphCatalog#check}. */
  public Classification check(Asset asset, Classification sent) {
    return catalog.check(asset, sent);
  }

  @Override
  public MutationResult apply(RequestContext context, AssetBatch batch) {
    return written(context, sight -> catalog.apply(context, writes.checked(context, sight, batch)));
  }

  @Override
  public MutationResult delete(RequestContext context, List<Guid> assets, DeleteMode mode) {
    return written(
        context,
        sight -> {
          writes.check(context, sight, assets, mode);
          return catalog.delete(context, assets, mode);
        });
  }

  @Override
  public MutationResult classify(RequestContext context, List<ClassificationUpdate> updates) {
    return written(
        context,
        sight -> {
          writes.check(context, sight, updates);
          return catalog.classify(context, updates);
        });
  }

  @Override
  public MutationResult release(RequestContext context, Guid asset, Classification left) {
    return written(
        context,
        sight -> {
          writes.checkRelease(context, sight, asset);
          return catalog.release(context, asset, left);
        });
  }

  /** Checks before and hides after, where there is anything to check or hide. */
  private MutationResult written(
      RequestContext context, Function<IndexSight, MutationResult> write) {
    IndexSight sight = sight(context);
    MutationResult result = write.apply(sight);
    if (sight.guard().seesEverything()) {
      return result;
    }
    return new MutationResult(
        result.position(),
        shown(sight, result.created()),
        shown(sight, result.updated()),
        shown(sight, result.deleted()),
        shown(sight, result.unchanged()),
        result.guidAssignments());
  }

  private static List<Asset> shown(IndexSight sight, List<Asset> assets) {
    return assets.stream().flatMap(asset -> shown(sight, asset).stream()).toList();
  }

  private static Optional<Asset> shown(IndexSight sight, Asset asset) {
    Sight seen = sight.of(asset);
    return seen.isVisible() ? Optional.of(seen.redaction().of(asset)) : Optional.empty();
  }

  private <K> Map<K, Asset> shown(RequestContext context, Map<K, Asset> assets) {
    IndexSight sight = sight(context);
    if (sight.guard().seesEverything()) {
      return assets;
    }
    Map<K, Asset> shown = new LinkedHashMap<>();
    assets.forEach(
        (key, asset) -> shown(sight, asset).ifPresent(visible -> shown.put(key, visible)));
    return shown;
  }

  @Override
  public Optional<Asset> find(RequestContext context, Guid guid) {
    return catalog.find(context, guid).flatMap(asset -> shown(sight(context), asset));
  }

  @Override
  public Optional<Asset> find(RequestContext context, AssetKey key) {
    return catalog.find(context, key).flatMap(asset -> shown(sight(context), asset));
  }

  @Override
  public Map<AssetKey, Asset> findNamed(RequestContext context, Collection<AssetKey> keys) {
    return shown(context, catalog.findNamed(context, keys));
  }

  @Override
  public Map<Guid, Asset> findAll(RequestContext context, Collection<Guid> guids) {
    return shown(context, catalog.findAll(context, guids));
  }

  @Override
  public Map<Guid, Asset> findAllOnce(RequestContext context, Collection<Guid> guids) {
    return shown(context, catalog.findAllOnce(context, guids));
  }

  @Override
  public Optional<AssetView> view(RequestContext context, Guid guid) {
    return catalog.view(context, guid).flatMap(view -> edges(context).shown(view));
  }

  /** Nothing where the asset itself is not seen; of what it owns, what is seen. */
  @Override
  public List<AssetView> viewWithOwned(RequestContext context, Guid guid) {
    List<AssetView> views = catalog.viewWithOwned(context, guid);
    ShownRelationships edges = edges(context);
    return views.isEmpty() || edges.shown(views.get(0)).isEmpty()
        ? List.of()
        : views.stream().flatMap(view -> edges.shown(view).stream()).toList();
  }

  @Override
  public Optional<Relationship> findRelationship(
      RequestContext context, Guid end1, Guid end2, String typeName) {
    return catalog.findRelationship(context, end1, end2, typeName).flatMap(edges(context)::shown);
  }

  @Override
  public List<Relationship> relationships(RequestContext context, Guid asset) {
    ShownRelationships edges = edges(context);
    return catalog.relationships(context, asset).stream()
        .flatMap(edge -> edges.shown(edge).stream())
        .toList();
  }

  @Override
  public Map<Guid, List<Relationship>> relationships(
      RequestContext context, Collection<Guid> assets) {
    ShownRelationships edges = edges(context);
    Map<Guid, List<Relationship>> shown = new LinkedHashMap<>();
    catalog
        .relationships(context, assets)
        .forEach(
            (asset, all) ->
                shown.put(
                    asset, all.stream().flatMap(edge -> edges.shown(edge).stream()).toList()));
    return shown;
  }

  private ShownRelationships edges(RequestContext context) {
    return new ShownRelationships(catalog, context, sight(context));
  }
}
