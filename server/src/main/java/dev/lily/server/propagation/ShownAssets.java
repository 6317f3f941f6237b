package dev.lily.server.propagation;

import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.LineageIndex;
import dev.lily.graph.sight.GuardedCatalog;
import dev.lily.graph.sight.IndexSight;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The assets of one answer: names and types by the index, and what only the graph knows, up to a
 * number of them.
 */
final class ShownAssets {
  /** Stands for an asset that the caller does not get to see. */
  static final Map<String, Object> HIDDEN = Map.of("hidden", true);

  private static final int READ = 500;

  private final RequestContext context;
  private final LineageIndex index;
  private final IndexSight sight;
  private final Map<Guid, Asset> read;

  ShownAssets(
      RequestContext context, GuardedCatalog reader, LineageIndex index, Collection<Guid> shown) {
    this.context = context;
    this.index = index;
    this.sight = reader.sight(context);
    List<Guid> first = shown.stream().distinct().limit(READ).toList();
    this.read = reader.findAll(context, first);
  }

  Optional<Asset> find(Guid guid) {
    return Optional.ofNullable(read.get(guid));
  }

  /**
   * Guid, type, qualifiedName; display text and status where the asset was read. Only {@code
   * hidden} of one that the caller does not get to see.
   */
  Map<String, Object> of(Guid guid) {
    if (!read.containsKey(guid) && !sight.sees(guid)) {
      return HIDDEN;
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("guid", guid.toString());
    find(guid)
        .map(asset -> asset.ref().key())
        .or(() -> index.find(context.tenant(), guid).map(AssetRef::key))
        .ifPresent(
            (AssetKey key) -> {
              answer.put("typeName", key.typeName());
              answer.put("qualifiedName", key.qualifiedName());
            });
    find(guid)
        .ifPresent(
            asset -> {
              answer.put("displayText", asset.displayText());
              answer.put("status", asset.status().name());
            });
    return answer;
  }
}
