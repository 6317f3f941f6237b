package dev.lily.graph;

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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Assets and relationships of a tenant. Writes are durable when the call returns; an input that
 * equals what is stored writes nothing and makes no event. Safe for many threads.
 *
 * <p>Every call throws {@link CatalogException} for what the caller can mend.
 */
public interface Catalog {

  /** Validates and applies the batch in one transaction. */
  MutationResult apply(RequestContext context, AssetBatch batch);

  /**
   * Deletes assets and what they own. Assets that are deleted already are passed over by a soft
   * deletion; a hard one removes them.
   */
  MutationResult delete(RequestContext context, List<Guid> assets, DeleteMode mode);

  /** Changes own classifications of assets; all of them in one transaction, or none. */
  MutationResult classify(RequestContext context, List<ClassificationUpdate> updates);

  /**
   * Takes a classification away from an asset that has outlived its origin there. Refused while the
   * origin is active.
   */
  MutationResult release(RequestContext context, Guid asset, Classification left);

  /** The asset, active or deleted. */
  Optional<Asset> find(RequestContext context, Guid guid);

  /** The active asset of this key or alias; a deleted one only where none is active. */
  Optional<Asset> find(RequestContext context, AssetKey key);

  /** The same for many keys in one reading; those without an asset are left out. */
  default Map<AssetKey, Asset> findNamed(RequestContext context, Collection<AssetKey> keys) {
    Map<AssetKey, Asset> found = new LinkedHashMap<>();
    keys.forEach(key -> find(context, key).ifPresent(asset -> found.put(key, asset)));
    return found;
  }

  /** The asset and what it is related to, active and deleted. */
  Optional<AssetView> view(RequestContext context, Guid guid);

  /** All relationships of the asset, active and deleted, in the order of their creation. */
  List<Relationship> relationships(RequestContext context, Guid asset);

  /** The same for many assets in one reading. */
  default Map<Guid, List<Relationship>> relationships(
      RequestContext context, Collection<Guid> assets) {
    Map<Guid, List<Relationship>> found = new LinkedHashMap<>();
    assets.forEach(asset -> found.put(asset, relationships(context, asset)));
    return found;
  }
}
