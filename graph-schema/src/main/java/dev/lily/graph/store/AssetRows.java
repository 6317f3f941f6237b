package dev.lily.graph.store;

import static dev.lily.graph.store.GraphKeys.*;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Guid;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.tinkerpop.gremlin.structure.T;
import org.apache.tinkerpop.gremlin.structure.VertexProperty.Cardinality;
import org.janusgraph.core.JanusGraphTransaction;
import org.janusgraph.core.JanusGraphVertex;
import org.janusgraph.core.JanusGraphVertexProperty;
import org.janusgraph.graphdb.idmanagement.IDManager;
import org.jspecify.annotations.Nullable;

/**
 * Assets to vertices and back. Few properties, one body; a slot that was never used has neither.
 */
final class AssetRows {
  /** What an asset takes in memory: about so much, and so much per character of its body. */
  private static final int ASSET_BYTES = 700;

  private static final int TEXT_FACTOR = 4;

  private final IDManager ids;
  private final Addresses addresses;
  private final AssetCache cache;
  private final SearchText searchText = new SearchText();
  private final StoredProperties stored;

  AssetRows(IDManager ids, Addresses addresses, AssetCache cache) {
    this.stored = new StoredProperties(ids);
    this.ids = ids;
    this.addresses = addresses;
    this.cache = cache;
  }

  /** What stands at an address: an asset, or an alias of one. */
  record Row(long address, Supplier<JanusGraphVertex> element, Map<String, String> values) {
    JanusGraphVertex vertex() {
      return element.get();
    }

    TenantId tenant() {
      return new TenantId(required(TENANT));
    }

    AssetKey key() {
      return new AssetKey(required(TYPE_NAME), required(QUALIFIED_NAME));
    }

    /** The key that the asset was made with, which its guid and its address come from. */
    AssetKey firstKey() {
      String first = values.get(FIRST_NAME);
      return first == null ? key() : new AssetKey(required(TYPE_NAME), first);
    }

    /** Whether that is its name now; a name that it had before is free for another asset. */
    boolean isNamed(String qualifiedName) {
      return qualifiedName.equals(values.get(QUALIFIED_NAME));
    }

    /** Whether this alias leads to an asset's new name, and means nothing once that changed. */
    boolean isNewName() {
      return values.containsKey(FIRST_NAME) && values.containsKey(TARGET);
    }

    AssetStatus status() {
      return AssetStatus.valueOf(values.getOrDefault(STATUS, AssetStatus.ACTIVE.name()));
    }

    /** What a person calls it, without reading the rest of it. */
    String displayText() {
      String name = values.get(NAME);
      return name == null || name.isBlank() ? required(QUALIFIED_NAME) : name;
    }

    /** The asset that is meant where this is an alias. */
    Optional<Guid> aliasTarget() {
      return Optional.ofNullable(values.get(TARGET)).flatMap(Guid::parse);
    }

    boolean belongsTo(TenantId asked) {
      return asked.value().equals(values.get(TENANT));
    }

    String required(String key) {
      String value = values.get(key);
      if (value == null) {
        throw new IllegalStateException("the row at " + address + " has no property " + key);
      }
      return value;
    }
  }

  /** What stands at the address; null where nothing ever did. */
  @Nullable Row read(JanusGraphTransaction transaction, long address) {
    JanusGraphVertex vertex = vertex(transaction, address);
    if (vertex == null) {
      return null;
    }
    return row(address, vertex);
  }

  /**
   * The same, faster, where the transaction has not changed it.
   *
   * @param wanted the properties to read
   */
  @Nullable Row readStored(
      JanusGraphTransaction transaction, long address, Predicate<String> wanted) {
    long id = ids.toVertexId(address);
    Map<String, String> values = stored.texts(transaction, id, wanted);
    return values.isEmpty() ? null : new Row(address, () -> transaction.getVertex(id), values);
  }

  @Nullable Row row(long address, JanusGraphVertex vertex) {
    Map<String, String> values = new HashMap<>(16);
    for (JanusGraphVertexProperty<?> property : vertex.query().properties()) {
      if (property.value() instanceof String text) {
        values.put(property.key(), text);
      }
    }
    return values.isEmpty() ? null : new Row(address, () -> vertex, values);
  }

  @Nullable JanusGraphVertex vertex(JanusGraphTransaction transaction, long address) {
    return transaction.getVertex(ids.toVertexId(address));
  }

  long address(JanusGraphVertex vertex) {
    return ids.fromVertexId(((Number) vertex.id()).longValue());
  }

  Guid guid(Row row) {
    return addresses.guid(row.tenant(), row.firstKey(), row.address());
  }

  AssetRef ref(Row row) {
    return new AssetRef(guid(row), row.key());
  }

  Asset asset(Row row) {
    AssetRef ref = ref(row);
    AssetBody body = AssetBody.decode(row.required(BODY), ref.guid());
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>(body.attributes());
    String name = row.values().get(NAME);
    if (name != null) {
      attributes.put(NAME, name);
    }
    return new Asset(
        ref,
        row.status(),
        body.incomplete(),
        attributes,
        body.classifications(),
        body.labels(),
        body.customAttributes(),
        body.businessAttributes(),
        body.audit());
  }

  /** The asset of a row that is neither an alias nor purged. */
  StoredAsset stored(Row row) {
    Asset asset = asset(row);
    String firstName = row.values().getOrDefault(FIRST_NAME, asset.qualifiedName());
    int weight = ASSET_BYTES + TEXT_FACTOR * row.required(BODY).length();
    return new StoredAsset(row.address(), row.required(TENANT), firstName, asset, weight);
  }

  JanusGraphVertex insert(
      JanusGraphTransaction transaction, TenantId tenant, long address, Asset asset) {
    cache.assetChanges(address);
    JanusGraphVertex vertex = transaction.addVertex(T.id, ids.toVertexId(address), T.label, ASSET);
    set(vertex, TENANT, tenant.value());
    set(vertex, TYPE_NAME, asset.typeName());
    set(vertex, QUALIFIED_NAME, asset.qualifiedName());
    write(vertex, null, asset, Addresses.isLeafSlot(address));
    return vertex;
  }

  void update(JanusGraphVertex vertex, Asset before, Asset after) {
    cache.assetChanges(address(vertex));
    if (!before.qualifiedName().equals(after.qualifiedName())) {
      rename(vertex, before.qualifiedName(), after.qualifiedName());
    }
    write(vertex, before, after, Addresses.isLeafSlot(address(vertex)));
  }

  private static void rename(JanusGraphVertex vertex, String before, String after) {
    if (!vertex.property(FIRST_NAME).isPresent()) {
      set(vertex, FIRST_NAME, before);
    }
    set(vertex, QUALIFIED_NAME, after);
  }

  /** Leads from the place of an asset's new name to where it stands. */
  void insertNewName(
      JanusGraphTransaction transaction, TenantId tenant, long address, AssetKey key, Guid target) {
    set(alias(transaction, tenant, address, key, target), FIRST_NAME, key.qualifiedName());
  }

  /** Makes another name of an asset, for as long as the asset is there. */
  void insertAlias(
      JanusGraphTransaction transaction, TenantId tenant, long address, AssetKey key, Guid target) {
    JanusGraphVertex unused = alias(transaction, tenant, address, key, target);
  }

  private JanusGraphVertex alias(
      JanusGraphTransaction transaction, TenantId tenant, long address, AssetKey key, Guid target) {
    cache.assetChanges(address);
    JanusGraphVertex vertex = transaction.addVertex(T.id, ids.toVertexId(address), T.label, ALIAS);
    set(vertex, TENANT, tenant.value());
    set(vertex, TYPE_NAME, key.typeName());
    set(vertex, QUALIFIED_NAME, key.qualifiedName());
    set(vertex, TARGET, target.toString());
    return vertex;
  }

  /**
   * Writes what reached the asset from elsewhere: {@code NAME@origin guid}, a line each. It is not
   * part of the asset that is cached, and the transaction itself does not see it.
   */
  void writePropagated(
      JanusGraphTransaction transaction, JanusGraphVertex vertex, List<String> propagated) {
    String text = propagated.isEmpty() ? null : String.join("\n", propagated);
    StoredProperties.write(transaction, vertex, PROPAGATED, text);
  }

  /** The same, slower, so that the transaction sees it and others of its works may do so, too. */
  static void changePropagated(JanusGraphVertex vertex, List<String> propagated) {
    if (propagated.isEmpty()) {
      vertex.property(PROPAGATED).remove();
    } else {
      set(vertex, PROPAGATED, String.join("\n", propagated));
    }
  }

  /** Leaves only what keeps the slot from being used again. */
  void purge(JanusGraphVertex vertex) {
    cache.assetChanges(address(vertex));
    for (String key : List.of(NAME, OWNER, TEXT, BODY, PROPAGATED)) {
      vertex.property(key).remove();
    }
    set(vertex, STATUS, AssetStatus.PURGED.name());
  }

  /** A leaf, of which there are most, keeps only what it must: every property costs. */
  private void write(JanusGraphVertex vertex, @Nullable Asset before, Asset after, boolean leaf) {
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>(after.attributes());
    Object name = attributes.get(NAME);
    if (name instanceof String) {
      attributes.remove(NAME);
    }
    change(vertex, STATUS, before == null ? null : status(before), status(after));
    change(vertex, NAME, text(before, NAME), text(after, NAME));
    if (!leaf) {
      change(vertex, OWNER, text(before, OWNER), text(after, OWNER));
    }
    change(vertex, TEXT, before == null ? null : searchText.of(before), searchText.of(after));
    AssetBody body =
        new AssetBody(
            attributes,
            after.classifications(),
            after.labels(),
            after.customAttributes(),
            after.businessAttributes(),
            after.incomplete(),
            after.audit());
    set(vertex, BODY, body.encode(after.guid()));
  }

  /** Active is what is not said. */
  private static @Nullable String status(Asset asset) {
    return asset.status() == AssetStatus.ACTIVE ? null : asset.status().name();
  }

  private static @Nullable String text(@Nullable Asset asset, String attribute) {
    return asset != null && asset.attributes().get(attribute) instanceof String text ? text : null;
  }

  private static void change(
      JanusGraphVertex vertex, String key, @Nullable String before, @Nullable String after) {
    if (after == null) {
      if (before != null) {
        vertex.property(key).remove();
      }
    } else if (!after.equals(before)) {
      set(vertex, key, after);
    }
  }

  private static void set(JanusGraphVertex vertex, String key, Object value) {
    vertex.property(Cardinality.single, key, value);
  }
}
