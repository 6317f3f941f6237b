package dev.lily.graph.store;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where the graph is kept.
 *
 * @param folder for the graph and its search index, where they are embedded
 * @param properties JanusGraph properties that override or complete the embedded defaults, such as
 *     {@code storage.backend} and {@code storage.hostname}
 * @param cacheBytes how much memory decoded assets may take
 */
public record StoreSettings(Path folder, Map<String, String> properties, long cacheBytes) {
  private static final long EMBEDDED_CACHE = 16L << 20;

  /**
   * How much heap the caches of an open store may take.
   *
   * @param rows of the embedded store
   * @param assets decoded ones
   */
  public record CacheBytes(long rows, long assets) {}

  public StoreSettings {
    properties = Map.copyOf(properties);
  }

  public static StoreSettings embedded(Path folder) {
    return new StoreSettings(folder, Map.of(), EMBEDDED_CACHE);
  }
}
