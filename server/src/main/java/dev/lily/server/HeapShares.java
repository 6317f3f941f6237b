package dev.lily.server;

import dev.lily.graph.store.StoreSettings.CacheBytes;

/**
 * How the heap is shared. The lineage index, and what decisions are made from, take what they need;
 * the caches share what is left, up to what the settings allow them. The formula and its
 * measurements: decision 0020.
 *
 * @param heap the largest size of the heap, in bytes
 * @param most what the caches may take at most
 */
record HeapShares(long heap, CacheBytes most) {
  private static final long MEGABYTE = 1L << 20;
  private static final long STEP = 256 * MEGABYTE;

  /** What lives long beside the index and the caches: classes, broker, search, buffers. */
  private static final long OTHERS = 100 * MEGABYTE;

  /** Of the heap, what may live long before collecting takes more time than work. */
  private static final double LONG_LIVED = 0.56;

  /** Of the heap, what both caches need to be of use, and what makes them good. */
  private static final double CACHES_AT_LEAST = 0.10;

  private static final double CACHES_WELL = 0.20;

  /** The cache of rows takes three quarters of what both have. */
  private static final double ROWS = 0.75;

  /** The index grows while nobody looks, and its hash tables are twice there while they grow. */
  private static final double GROWTH = 1.1;

  /** What the caches need to be of use: all they get while the index is being read. */
  CacheBytes least() {
    return caches(Long.MAX_VALUE / 2);
  }

  /** What the caches may take beside as much that cannot give way. */
  CacheBytes caches(long resident) {
    double both = Math.max(room(resident), heap * CACHES_AT_LEAST);
    return new CacheBytes(
        Math.min(most.rows(), (long) (both * ROWS)),
        Math.min(most.assets(), (long) (both * (1 - ROWS))));
  }

  /** Whether the caches have less than they need. */
  boolean isTight(long resident) {
    return room(resident) < heap * CACHES_AT_LEAST;
  }

  private double room(long resident) {
    return heap * LONG_LIVED - OTHERS - resident * GROWTH;
  }

  /** The heap that holds as much well, in megabytes: a multiple of 256. */
  static long megabytesFor(long resident) {
    double needed = (OTHERS + resident * GROWTH) / (LONG_LIVED - CACHES_WELL);
    return (long) Math.ceil(needed / STEP) * (STEP / MEGABYTE);
  }
}
