package dev.lily.server.lineage;

import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.query.AssetBrief;
import dev.lily.graph.lineage.query.Impact;
import dev.lily.graph.lineage.query.LineageCounts;
import dev.lily.graph.lineage.query.LineageTypes;
import dev.lily.graph.lineage.query.Scene;
import dev.lily.graph.lineage.query.Side;
import dev.lily.graph.sight.GuardedCatalog;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Answers about assets that the lineage index does not know, since they have neither relationship
 * nor classification: there is nothing around them. Empty for what the caller does not see.
 */
final class AloneAssets {
  private final GuardedCatalog catalog;
  private final ClassificationIndex index;
  private final LineageTypes types;

  AloneAssets(GuardedCatalog catalog, ClassificationIndex index, LineageTypes types) {
    this.catalog = catalog;
    this.index = index;
    this.types = types;
  }

  Optional<AssetBrief> find(RequestContext context, Guid guid) {
    return catalog
        .find(context, guid)
        .map(
            asset ->
                new AssetBrief(
                    guid,
                    Optional.of(asset.ref().key()),
                    types.kind(asset.typeName()),
                    asset.status() != AssetStatus.ACTIVE,
                    asset.classifications()));
  }

  Optional<Scene> scene(RequestContext context, Guid root) {
    return find(context, root)
        .map(
            asset ->
                new Scene(
                    index.position(),
                    asset,
                    List.of(new Scene.Node(asset, Optional.empty(), Side.ROOT, 0, 0, 0, 0)),
                    List.of(),
                    List.of(),
                    1,
                    1,
                    false,
                    false,
                    false,
                    Optional.empty()));
  }

  Optional<Impact> impact(RequestContext context, Guid root) {
    return find(context, root)
        .map(
            asset ->
                new Impact(
                    index.position(),
                    asset,
                    0,
                    0,
                    0,
                    true,
                    new TreeMap<>(),
                    new TreeMap<>(),
                    List.of(),
                    Optional.empty()));
  }

  Optional<LineageCounts> counts(RequestContext context, Guid root) {
    return find(context, root).map(asset -> LineageCounts.none(index.position(), asset));
  }
}
