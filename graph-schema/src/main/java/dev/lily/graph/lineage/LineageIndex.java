package dev.lily.graph.lineage;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Guid;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The edges that carry something, in primitive arrays: about 40 bytes per edge and 50 per asset
 * plus its name, of which assets share the beginning. A cache of the graph, written only by {@link
 * ClassificationIndex}; safe for many readers.
 *
 * <p>One writer takes the lock for single changes only and computes propagation without it, since
 * nobody else writes: a reader waits microseconds. Walks hold the lock shared and are bounded by
 * their limits, and let a waiting writer go first: walk after walk must not keep changes out. Point
 * lookups pass a waiting writer, so that a decision never waits for the walk that the writer waits
 * for.
 */
public final class LineageIndex {
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final NodeTable nodes = new NodeTable();
  private final EdgeTable edges = new EdgeTable(nodes);
  private final RuleBook rules = new RuleBook(nodes);

  LineageIndex() {}

  /** How many assets are known. */
  public int nodeCount() {
    return lookUp(nodes::size);
  }

  /** How many edges are known. */
  public int edgeCount() {
    return lookUp(edges::size);
  }

  /** The heap that assets, their names and edges take; what they carry is little beside it. */
  public long bytes() {
    return lookUp(() -> nodes.bytes() + edges.bytes());
  }

  /** The asset of the tenant with this guid; empty where it or its key is unknown. */
  public Optional<AssetRef> find(TenantId tenant, Guid guid) {
    return lookUp(() -> Optional.of(nodeOf(tenant, guid)).filter(n -> n >= 0).flatMap(nodes::ref));
  }

  /** The asset of the tenant with this key, rather an active one than a deleted one. */
  public Optional<AssetRef> find(TenantId tenant, AssetKey key) {
    return lookUp(
        () -> Optional.of(nodes.find(tenant, key)).filter(n -> n >= 0).flatMap(nodes::ref));
  }

  /** What surrounds an asset; empty where the tenant has no such asset in the index. */
  public Optional<LineageSlice> slice(TenantId tenant, LineageQuery query) {
    return walk(
        () ->
            Optional.of(nodeOf(tenant, query.root()))
                .filter(node -> node >= 0)
                .map(node -> new SliceWalk(nodes, edges, query).from(node)));
  }

  /** The number of the asset if it is one of the tenant's, or -1; needs the lock. */
  int nodeOf(TenantId tenant, Guid guid) {
    int node = nodes.find(guid);
    return node >= 0 && nodes.tenant(node).equals(tenant) ? node : -1;
  }

  NodeTable nodes() {
    return nodes;
  }

  EdgeTable edges() {
    return edges;
  }

  RuleBook rules() {
    return rules;
  }

  /** Reads a handful of rows. */
  <T> T lookUp(Supplier<T> reading) {
    Lock shared = lock.readLock();
    if (!shared.tryLock()) {
      shared.lock();
    }
    return reading(shared, reading);
  }

  /** Reads many rows. */
  <T> T walk(Supplier<T> reading) {
    Lock shared = lock.readLock();
    shared.lock();
    return reading(shared, reading);
  }

  private static <T> T reading(Lock held, Supplier<T> reading) {
    try {
      return reading.get();
    } finally {
      held.unlock();
    }
  }

  /** Changes a handful of rows. */
  void write(Runnable writing) {
    nodes.reserve();
    edges.reserve();
    lock.writeLock().lock();
    try {
      writing.run();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
