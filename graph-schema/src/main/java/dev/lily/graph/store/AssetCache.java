package dev.lily.graph.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Decoded assets and their edges by address, up to a weight in bytes. Never older than what is
 * committed: before the writer changes something it takes it out and marks it with the number of
 * its transaction, and what is marked is kept again only when it was read by a transaction that
 * began after that one had ended. Until then readers read the store.
 *
 * <p>The writer's methods belong to one thread, with one transaction open at a time; all others may
 * be called by any.
 */
final class AssetCache {
  private static final int STRIPES = 1 << 14;

  private final Cache<Long, Cached> cache;

  /** The last transaction that changed one of the addresses that share a stripe. */
  private final AtomicLongArray changed = new AtomicLongArray(STRIPES);

  private final AtomicLong ended = new AtomicLong();

  AssetCache(long bytes) {
    cache =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .<Long, Cached>weigher((key, value) -> value.weight())
            .executor(Runnable::run)
            .build();
  }

  /** Sets up to which weight assets are kept; what is more is dropped at once. */
  void resize(long bytes) {
    cache.policy().eviction().ifPresent(eviction -> eviction.setMaximum(bytes));
  }

  /** What can be kept, and about how many bytes that takes. */
  sealed interface Cached permits StoredAsset, StoredEdges {
    int weight();
  }

  @Nullable StoredAsset asset(long address) {
    return (StoredAsset) cache.getIfPresent(assetKey(address));
  }

  @Nullable StoredEdges edges(long address) {
    return (StoredEdges) cache.getIfPresent(edgesKey(address));
  }

  /** To be asked before a transaction begins whose findings are to be kept. */
  long ended() {
    return ended.get();
  }

  /**
   * Keeps what was read.
   *
   * @param since what {@link #ended} said before the transaction that read it began
   */
  void keep(StoredAsset asset, long since) {
    keep(assetKey(asset.address()), asset, since);
  }

  void keep(StoredEdges edges, long since) {
    keep(edgesKey(edges.address()), edges, since);
  }

  private void keep(Long key, Cached value, long since) {
    cache.asMap().compute(key, (same, old) -> changed.get(stripe(key)) <= since ? value : old);
  }

  /** The writer's: the asset is about to change. */
  void assetChanges(long address) {
    take(assetKey(address));
  }

  /** The writer's: edges of the asset are about to change. */
  void edgesChange(long address) {
    take(edgesKey(address));
  }

  private void take(Long key) {
    // The mark comes first: what is kept before it is taken out, and nothing is kept after it.
    changed.set(stripe(key), ended.get() + 1);
    cache.invalidate(key);
  }

  /** The writer's: its transaction was committed or rolled back. */
  void end() {
    ended.incrementAndGet();
  }

  private static Long assetKey(long address) {
    return address << 1;
  }

  private static Long edgesKey(long address) {
    return address << 1 | 1;
  }

  private static int stripe(long key) {
    return (int) ((key * 0x9E3779B97F4A7C15L) >>> 50);
  }
}
