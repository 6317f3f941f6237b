package dev.lily.graph;

import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetView;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Relationship;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads many assets at once: one transaction of the store for all of them. */
public interface AssetReader {

  /**
   * The asset and all it owns, as deep as owning goes, each with its relationships: the asset
   * first; empty where there is no such asset.
   */
  List<AssetView> viewWithOwned(RequestContext context, Guid guid);

  /** Those of the assets that exist, active or deleted, in the order in which they are named. */
  Map<Guid, Asset> findAll(RequestContext context, Collection<Guid> guids);

  /**
   * The same for a caller that passes by many assets once: what it reads takes no place in memory
   * from what others read often.
   */
  Map<Guid, Asset> findAllOnce(RequestContext context, Collection<Guid> guids);

  /** The relationship of that type between the two, active or deleted; costs the same at a hub. */
  Optional<Relationship> findRelationship(
      RequestContext context, Guid end1, Guid end2, String typeName);
}
