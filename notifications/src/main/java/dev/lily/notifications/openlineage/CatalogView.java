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
import java.util.List;
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
    return edges(context, dataset, OpenLineageNames.DATASET_COLUMNS).stream()
        .map(edge -> edge.end1().guid().equals(dataset) ? edge.end2() : edge.end1())
        .toList();
  }

  /** The column edges that end at the column. */
  List<Relationship> derivations(RequestContext context, Guid column) {
    return edges(context, column, OpenLineageNames.COLUMN_LINEAGE).stream()
        .filter(edge -> edge.end2().guid().equals(column))
        .toList();
  }

  private List<Relationship> edges(RequestContext context, Guid asset, String typeName) {
    return catalog.relationships(context, asset).stream()
        .filter(edge -> edge.typeName().equals(typeName))
        .filter(edge -> edge.status() == AssetStatus.ACTIVE)
        .toList();
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
