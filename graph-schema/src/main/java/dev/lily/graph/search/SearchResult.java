package dev.lily.graph.search;

import dev.lily.graph.asset.Asset;
import java.util.List;

/**
 * What a search found.
 *
 * @param total how many assets match in all, as far as they were counted
 */
public record SearchResult(List<Asset> assets, long total) {
  public SearchResult {
    assets = List.copyOf(assets);
  }
}
