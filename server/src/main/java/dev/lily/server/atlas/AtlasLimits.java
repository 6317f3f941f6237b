package dev.lily.server.atlas;

/**
 * How much one request may ask for.
 *
 * @param searchResults assets in one page of a search
 * @param aggregated assets that a quick search counts by type, status and owner
 * @param lineageNodes assets in one lineage answer
 * @param bulkGuids guids in one request
 */
public record AtlasLimits(int searchResults, int aggregated, int lineageNodes, int bulkGuids) {
  /** Atlas's own limits where it has some. */
  public static final AtlasLimits STANDARD = new AtlasLimits(10_000, 10_000, 9_000, 10_000);
}
