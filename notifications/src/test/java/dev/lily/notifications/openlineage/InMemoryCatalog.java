package dev.lily.notifications.openlineage;

import dev.lily.graph.Catalog;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetBatch;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.AssetView;
import dev.lily.graph.asset.AuditInfo;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.ClassificationUpdate;
import dev.lily.graph.asset.DeleteMode;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.MutationResult;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.asset.RelationshipInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A catalog of one tenant in memory: knows aliases, renaming, references and deletion, and counts
 * what changes. It refuses references to what does not exist.
 */
final class InMemoryCatalog implements Catalog {
  private record EdgeKey(String typeName, Guid end1, Guid end2) {}

  private final Map<Guid, Asset> assets = new LinkedHashMap<>();
  private final Map<AssetKey, Guid> names = new HashMap<>();
  private final Map<EdgeKey, Relationship> edges = new LinkedHashMap<>();
  private long lastGuid;
  private long changes;
  private long position;
  private boolean available = true;

  void setAvailable(boolean available) {
    this.available = available;
  }

  /** How many assets and edges were written so far. */
  synchronized long changes() {
    return changes;
  }

  @Override
  public synchronized MutationResult apply(RequestContext context, AssetBatch batch) {
    if (!available) {
      throw new CatalogException(ErrorCode.UNAVAILABLE, "the store is away");
    }
    long before = changes;
    batch.upserts().forEach(this::upsert);
    batch.aliases().forEach((alias, key) -> names.putIfAbsent(alias, guid(key)));
    batch.upserts().forEach(this::connect);
    batch.removedRelationships().forEach(this::unrelate);
    batch.relationships().forEach(this::relate);
    batch.deletions().forEach(key -> delete(guid(key)));
    if (changes > before) {
      position++;
    }
    return new MutationResult(
        changes > before ? position : 0, List.of(), List.of(), List.of(), List.of(), Map.of());
  }

  private void upsert(AssetInput input) {
    AssetKey key =
        new AssetKey(input.typeName(), input.attributes().get("qualifiedName").toString());
    Optional<Asset> known =
        input.guid().isEmpty()
            ? find(key).filter(InMemoryCatalog::isActive)
            : Guid.parse(input.guid()).map(assets::get);
    Map<String, Object> attributes =
        new LinkedHashMap<>(known.map(Asset::attributes).orElse(Map.of()));
    attributes.putAll(input.attributes());
    if (known.isPresent() && known.get().attributes().equals(attributes)) {
      return;
    }
    Guid guid = known.map(Asset::guid).orElseGet(() -> new Guid(7, ++lastGuid));
    known.ifPresent(asset -> names.remove(asset.ref().key()));
    names.put(key, guid);
    assets.put(guid, asset(new AssetRef(guid, key), attributes, AssetStatus.ACTIVE));
    changes++;
  }

  private static Asset asset(AssetRef ref, Map<String, Object> attributes, AssetStatus status) {
    return new Asset(
        ref,
        status,
        false,
        attributes,
        List.of(),
        Set.of(),
        Map.of(),
        Map.of(),
        new AuditInfo(0, 0, "", "", 0));
  }

  private void connect(AssetInput input) {
    AssetKey key =
        new AssetKey(input.typeName(), input.attributes().get("qualifiedName").toString());
    input
        .relationshipAttributes()
        .forEach(
            (name, value) -> {
              switch (name) {
                case "dataset" ->
                    relate(
                        new RelationshipInput(
                            OpenLineageNames.DATASET_COLUMNS, target(value), key, Map.of()));
                case "inputs", "outputs" -> replace(name, key, (List<?>) value);
                default -> throw new IllegalArgumentException(name);
              }
            });
  }

  private void replace(String typeName, AssetKey job, List<?> targets) {
    List<AssetKey> wanted = targets.stream().map(this::target).toList();
    for (Relationship edge : edgesOf(guid(job), typeName)) {
      if (!wanted.contains(edge.end2().key())) {
        remove(edge);
      }
    }
    wanted.forEach(key -> relate(new RelationshipInput(typeName, job, key, Map.of())));
  }

  private AssetKey target(Object objectId) {
    Map<?, ?> id = (Map<?, ?>) objectId;
    Map<?, ?> unique = (Map<?, ?>) id.get("uniqueAttributes");
    return new AssetKey(id.get("typeName").toString(), unique.get("qualifiedName").toString());
  }

  private void relate(RelationshipInput input) {
    EdgeKey key = new EdgeKey(input.typeName(), guid(input.end1()), guid(input.end2()));
    Relationship known = edges.get(key);
    if (known != null && known.attributes().equals(input.attributes())) {
      return;
    }
    Relationship edge =
        new Relationship(
            known == null ? new Guid(9, ++lastGuid) : known.guid(),
            input.typeName(),
            assets.get(key.end1()).ref(),
            assets.get(key.end2()).ref(),
            AssetStatus.ACTIVE,
            PropagateTags.NONE,
            Set.of(),
            input.attributes());
    edges.put(key, edge);
    changes++;
  }

  private void unrelate(RelationshipInput input) {
    Relationship known =
        edges.get(new EdgeKey(input.typeName(), guid(input.end1()), guid(input.end2())));
    remove(Objects.requireNonNull(known, input::toString));
  }

  private void remove(Relationship edge) {
    edges.remove(new EdgeKey(edge.typeName(), edge.end1().guid(), edge.end2().guid()));
    changes++;
  }

  private void delete(Guid guid) {
    Asset asset = assets.get(guid);
    assets.put(guid, asset(asset.ref(), asset.attributes(), AssetStatus.DELETED));
    changes++;
    relationshipsOf(guid).forEach(this::remove);
  }

  private Guid guid(AssetKey key) {
    return find(key)
        .filter(InMemoryCatalog::isActive)
        .orElseThrow(() -> new IllegalStateException("unknown " + key))
        .guid();
  }

  private static boolean isActive(Asset asset) {
    return asset.status() == AssetStatus.ACTIVE;
  }

  private Optional<Asset> find(AssetKey key) {
    return Optional.ofNullable(names.get(key)).map(assets::get);
  }

  @Override
  public synchronized Optional<Asset> find(RequestContext context, Guid guid) {
    return Optional.ofNullable(assets.get(guid));
  }

  @Override
  public synchronized Optional<Asset> find(RequestContext context, AssetKey key) {
    return find(key);
  }

  @Override
  public MutationResult classify(RequestContext context, List<ClassificationUpdate> updates) {
    throw new UnsupportedOperationException("ingest classifies nothing");
  }

  @Override
  public MutationResult release(RequestContext context, Guid asset, Classification left) {
    throw new UnsupportedOperationException("ingest classifies nothing");
  }

  @Override
  public MutationResult delete(RequestContext context, List<Guid> assets, DeleteMode mode) {
    throw new UnsupportedOperationException("ingest deletes by key");
  }

  @Override
  public Optional<AssetView> view(RequestContext context, Guid guid) {
    throw new UnsupportedOperationException("ingest does not ask for views");
  }

  @Override
  public synchronized List<Relationship> relationships(RequestContext context, Guid asset) {
    return relationshipsOf(asset);
  }

  private List<Relationship> relationshipsOf(Guid asset) {
    return edges.values().stream()
        .filter(edge -> edge.end1().guid().equals(asset) || edge.end2().guid().equals(asset))
        .map(this::withCurrentNames)
        .toList();
  }

  private Relationship withCurrentNames(Relationship edge) {
    return new Relationship(
        edge.guid(),
        edge.typeName(),
        assets.get(edge.end1().guid()).ref(),
        assets.get(edge.end2().guid()).ref(),
        edge.status(),
        edge.propagateTags(),
        edge.blockedPropagatedClassifications(),
        edge.attributes());
  }

  private List<Relationship> edgesOf(Guid from, String typeName) {
    return relationshipsOf(from).stream()
        .filter(edge -> edge.typeName().equals(typeName) && edge.end1().guid().equals(from))
        .toList();
  }

  /** The active assets of a type. */
  synchronized List<Asset> all(String typeName) {
    return assets.values().stream()
        .filter(asset -> asset.typeName().equals(typeName) && isActive(asset))
        .toList();
  }

  /** The edges of a type, with the names that their ends have now. */
  synchronized List<Relationship> allEdges(String typeName) {
    List<Relationship> found = new ArrayList<>();
    for (Relationship edge : edges.values()) {
      if (edge.typeName().equals(typeName)) {
        found.add(withCurrentNames(edge));
      }
    }
    return found;
  }
}
