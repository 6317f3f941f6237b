package dev.lily.notifications.openlineage;

import dev.lily.graph.Catalog;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetBatch;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Relationship;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the mapping needs to know of the catalog; deleted assets and edges do not exist for it. */
final class CatalogView {
  private static final int NAMES = 100_000;
  private static final Duration NAME_AGE = Duration.ofMinutes(1);

  private final Catalog catalog;
  private final AliasCache names;

  CatalogView(Catalog catalog, Clock clock) {
    this.catalog = catalog;
    this.names = new AliasCache(NAMES, NAME_AGE, clock);
  }

  Optional<Asset> find(RequestContext context, AssetKey key) {
    return catalog.find(context, key).filter(asset -> asset.status() == AssetStatus.ACTIVE);
  }

  /** The keys of the assets that have these names as their own or as aliases, by name. */
  Map<AssetKey, AssetKey> findKeys(RequestContext context, Collection<AssetKey> names) {
    Map<AssetKey, AssetKey> keys = new LinkedHashMap<>();
    catalog
        .findNamed(context, names)
        .forEach(
            (name, asset) -> {
              if (asset.status() == AssetStatus.ACTIVE) {
                keys.put(name, asset.ref().key());
              }
            });
    return keys;
  }

  /** The key of the asset that has this name as its own or as an alias. */
  Optional<AssetKey> identify(RequestContext context, AssetKey name) {
    Optional<AssetKey> cached = names.find(context.tenant(), name);
    if (cached.isPresent()) {
      return cached;
    }
    Optional<AssetKey> found = find(context, name).map(asset -> asset.ref().key());
    found.ifPresent(key -> names.put(context.tenant(), name, key));
    return found;
  }

  List<AssetRef> columns(RequestContext context, Guid dataset) {
    return catalog.relationships(context, dataset).stream()
        .filter(edge -> isActive(edge, OpenLineageNames.DATASET_COLUMNS))
        .map(edge -> edge.end1().guid().equals(dataset) ? edge.end2() : edge.end1())
        .toList();
  }

  /** The column edges that end at each of the columns. */
  Map<Guid, List<Relationship>> derivations(RequestContext context, Collection<Guid> columns) {
    Map<Guid, List<Relationship>> edges = catalog.relationships(context, columns);
    edges.replaceAll(
        (column, all) ->
            all.stream()
                .filter(edge -> isActive(edge, OpenLineageNames.COLUMN_LINEAGE))
                .filter(edge -> edge.end2().guid().equals(column))
                .toList());
    return edges;
  }

  private static boolean isActive(Relationship edge, String typeName) {
    return edge.typeName().equals(typeName) && edge.status() == AssetStatus.ACTIVE;
  }

  /** Takes note of a name that means nothing any more. */
  void forget(RequestContext context, AssetKey name) {
    names.forget(context.tenant(), name);
  }

  /** Takes note of the datasets that got or lost names by a batch. */
  void applied(RequestContext context, AssetBatch batch) {
    batch.deletions().stream().filter(CatalogView::isDataset).forEach(key -> forget(context, key));
    batch.aliases().entrySet().stream()
        .filter(entry -> isDataset(entry.getKey()))
        .forEach(entry -> learn(context, entry.getKey(), entry.getValue()));
  }

  private void learn(RequestContext context, AssetKey alias, AssetKey key) {
    forget(context, alias);
    names.put(context.tenant(), alias, key);
  }

  private static boolean isDataset(AssetKey key) {
    return key.typeName().equals(OpenLineageNames.DATASET);
  }
}
