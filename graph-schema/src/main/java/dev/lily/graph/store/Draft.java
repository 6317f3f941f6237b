package dev.lily.graph.store;

import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.store.AssetRows.Row;
import dev.lily.graph.type.EntityType;
import java.util.Objects;
import org.janusgraph.core.JanusGraphVertex;
import org.jspecify.annotations.Nullable;

/** An asset on which a work is about to do something: new, or known by its row. */
final class Draft {
  final EntityType type;
  final long address;
  final Guid guid;
  final @Nullable Row row;
  private final AssetRows rows;
  private AssetKey key;
  private @Nullable Asset before;
  private @Nullable Asset after;
  private @Nullable JanusGraphVertex vertex;

  /** A known asset. */
  Draft(EntityType type, Row row, AssetRows rows) {
    this.type = type;
    this.key = row.key();
    this.address = row.address();
    this.guid = rows.guid(row);
    this.row = row;
    this.rows = rows;
    this.vertex = row.vertex();
  }

  /** A new asset. */
  Draft(EntityType type, AssetKey key, long address, Guid guid, AssetRows rows) {
    this.type = type;
    this.key = key;
    this.address = address;
    this.guid = guid;
    this.row = null;
    this.rows = rows;
  }

  /** What it is called after the work. */
  AssetKey key() {
    return key;
  }

  void rename(String qualifiedName) {
    key = new AssetKey(key.typeName(), qualifiedName);
  }

  boolean isNew() {
    return row == null;
  }

  /** The asset before the work, which is not new. */
  Asset before() {
    if (before == null) {
      before = rows.asset(Objects.requireNonNull(row, "a new asset has no past"));
    }
    return before;
  }

  /** Whether there is something to write. */
  boolean isChanged() {
    return row == null || after != null;
  }

  /** The asset after the work so far; null where it is new and not composed yet. */
  @Nullable Asset after() {
    return after == null && row != null ? before() : after;
  }

  void become(Asset asset) {
    after = asset;
  }

  Asset asset() {
    Asset asset = after();
    if (asset == null) {
      throw new IllegalStateException("draft " + key + " was not composed");
    }
    return asset;
  }

  JanusGraphVertex vertex() {
    if (vertex == null) {
      throw new IllegalStateException("draft " + key + " has no vertex yet");
    }
    return vertex;
  }

  void at(JanusGraphVertex newVertex) {
    vertex = newVertex;
  }
}
