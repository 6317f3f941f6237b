package dev.lily.graph.sight;

import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.store.GraphCatalog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the stored assets that the references of one batch mean. */
final class SentReferences {
  private final GraphCatalog catalog;
  private final RequestContext context;

  /** The stored assets that other inputs of the batch refer to by placeholders. */
  private final Map<String, Asset> placeholders = new HashMap<>();

  SentReferences(GraphCatalog catalog, RequestContext context) {
    this.catalog = catalog;
    this.context = context;
  }

  void name(AssetInput input, Asset stored) {
    if (!input.guid().isEmpty()) {
      placeholders.put(input.guid(), stored);
    }
  }

  /** The asset; empty where it is not stored yet, and for what is no reference. */
  Optional<Asset> find(Object reference) {
    return all(reference).findFirst();
  }

  /** All that the parts of the reference mean, if they do not mean the same. */
  Stream<Asset> all(Object reference) {
    if (reference instanceof String guid) {
      return named(guid).stream();
    }
    if (!(reference instanceof Map<?, ?> id)) {
      return Stream.empty();
    }
    Stream<Asset> byGuid =
        id.get("guid") instanceof String guid ? named(guid).stream() : Stream.empty();
    return Stream.concat(byGuid, keys(id).flatMap(key -> catalog.find(context, key).stream()));
  }

  private Optional<Asset> named(String guid) {
    return Guid.parse(guid)
        .flatMap(real -> catalog.find(context, real))
        .or(() -> Optional.ofNullable(placeholders.get(guid)));
  }

  private static Stream<AssetKey> keys(Map<?, ?> id) {
    if (!(id.get("typeName") instanceof String type)
        || !(id.get("uniqueAttributes") instanceof Map<?, ?> unique)) {
      return Stream.empty();
    }
    List<?> names = unique.values().stream().filter(Objects::nonNull).toList();
    return names.stream().map(name -> new AssetKey(type, name.toString()));
  }
}
