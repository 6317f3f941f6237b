package dev.lily.notifications.openlineage;

import dev.lily.graph.asset.AssetBatch;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.RelationshipInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A batch in the making: what is said of one asset at several places ends in one input. */
final class Draft {
  private record Entry(
      Map<String, @Nullable Object> attributes, Map<String, @Nullable Object> references) {
    Entry() {
      this(new LinkedHashMap<>(), new LinkedHashMap<>());
    }
  }

  private final Map<AssetKey, Entry> assets = new LinkedHashMap<>();
  private final Map<AssetKey, AssetRef> renamed = new LinkedHashMap<>();
  private final List<RelationshipInput> relationships = new ArrayList<>();
  private final List<RelationshipInput> removedRelationships = new ArrayList<>();
  private final Set<AssetKey> deletions = new LinkedHashSet<>();
  private final Map<AssetKey, AssetKey> aliases = new LinkedHashMap<>();
  private final Map<AssetKey, AssetKey> formerly = new LinkedHashMap<>();
  private final Map<AssetKey, Optional<AssetKey>> identities = new HashMap<>();

  /** The attributes of the asset, to be added to; they hold its qualifiedName. */
  Map<String, @Nullable Object> asset(AssetKey key) {
    Map<String, @Nullable Object> attributes = entry(key).attributes;
    attributes.put("qualifiedName", key.qualifiedName());
    return attributes;
  }

  /** The column of the dataset with this path. */
  Map<String, @Nullable Object> column(AssetKey dataset, String path) {
    AssetKey key = OpenLineageNames.column(dataset, path);
    Map<String, @Nullable Object> attributes = asset(key);
    attributes.put("name", path);
    attributes.put("fieldPath", path);
    refer(key, "dataset", objectId(dataset));
    return attributes;
  }

  void refer(AssetKey from, String attribute, Object to) {
    entry(from).references.put(attribute, to);
  }

  private Entry entry(AssetKey key) {
    return assets.computeIfAbsent(key, fresh -> new Entry());
  }

  static Map<String, Object> objectId(AssetKey key) {
    return Map.of(
        "typeName",
        key.typeName(),
        "uniqueAttributes",
        Map.of("qualifiedName", key.qualifiedName()));
  }

  /** Gives an existing asset another key; only in this batch the old one means it, too. */
  void rename(AssetRef from, AssetKey to) {
    renamed.put(to, from);
    formerly.put(from.key(), to);
    asset(to);
  }

  /** The asset that becomes this one by being renamed in this batch. */
  Optional<AssetRef> renamedTo(AssetKey key) {
    return Optional.ofNullable(renamed.get(key));
  }

  /** What the catalog says of the name, asked once: the columns of a table all ask for it. */
  Optional<AssetKey> identity(AssetKey name, Supplier<Optional<AssetKey>> catalog) {
    return identities.computeIfAbsent(name, unknown -> catalog.get());
  }

  void alias(AssetKey alias, AssetKey key) {
    aliases.put(alias, key);
  }

  Optional<AssetKey> aliased(AssetKey alias) {
    return Optional.ofNullable(aliases.get(alias))
        .or(() -> Optional.ofNullable(formerly.get(alias)));
  }

  void delete(AssetKey key) {
    deletions.add(key);
  }

  boolean deletes(AssetKey key) {
    return deletions.contains(key);
  }

  void relate(RelationshipInput relationship) {
    relationships.add(relationship);
  }

  void unrelate(RelationshipInput relationship) {
    removedRelationships.add(relationship);
  }

  /** The batch; empty where there is nothing to do. */
  Optional<AssetBatch> toBatch() {
    assets.keySet().removeAll(deletions);
    AssetBatch batch =
        new AssetBatch(
            assets.entrySet().stream()
                .map(asset -> input(asset.getKey(), asset.getValue()))
                .toList(),
            relationships,
            removedRelationships,
            List.copyOf(deletions),
            aliases,
            false);
    boolean empty =
        batch.upserts().isEmpty()
            && batch.deletions().isEmpty()
            && batch.aliases().isEmpty()
            && batch.relationships().isEmpty()
            && batch.removedRelationships().isEmpty();
    return empty ? Optional.empty() : Optional.of(batch);
  }

  private AssetInput input(AssetKey key, Entry entry) {
    String guid = renamedTo(key).map(ref -> ref.guid().toString()).orElse("");
    return new AssetInput(guid, key.typeName(), entry.attributes, entry.references);
  }
}
