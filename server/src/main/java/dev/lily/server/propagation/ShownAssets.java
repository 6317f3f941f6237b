package dev.lily.server.propagation;

import dev.lily.graph.AssetReader;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.LineageIndex;
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
  private static final int READ = 500;

  private final RequestContext context;
  private final LineageIndex index;
  private final Map<Guid, Asset> read;

  ShownAssets(
      RequestContext context, AssetReader reader, LineageIndex index, Collection<Guid> shown) {
    this.context = context;
    this.index = index;
    List<Guid> first = shown.stream().distinct().limit(READ).toList();
    this.read = reader.findAll(context, first);
  }

  Optional<Asset> find(Guid guid) {
    return Optional.ofNullable(read.get(guid));
  }

  /** Guid, type, qualifiedName; display text and status where the asset was read. */
  Map<String, Object> of(Guid guid) {
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
