package dev.lily.graph.store;

/**
 * How much heap the caches of the store may take.
 *
 * @param rows of the embedded store
 * @param assets decoded ones
 */
public record CacheBytes(long rows, long assets) {}
