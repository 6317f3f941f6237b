package dev.lily.server.settings;

import dev.lily.graph.store.StoreSettings.CacheBytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The graph store and its search index. */
public record StorageSettings(
    @Setting(
            value =
                "Share of the heap that the embedded store may use as its cache, in percent; less where the lineage index needs it",
            initially = "35",
            min = 5,
            max = 80)
        int cachePercent,
    @Setting(
            value =
                "Share of the heap that decoded assets may take to answer reads, in percent; less where the lineage index needs it",
            initially = "12",
            min = 1,
            max = 50)
        int assetCachePercent,
    @Setting(
            "JanusGraph properties that override the embedded store's, name=value separated by commas")
        List<String> properties) {
  public StorageSettings {
    properties = List.copyOf(properties);
    for (String property : properties) {
      if (property.indexOf('=') < 1) {
        throw new IllegalArgumentException(
            "lily.storage.properties: '" + property + "' is not of the form name=value");
      }
    }
  }

  /** How much heap the caches may take. */
  public CacheBytes caches() {
    long percent = Runtime.getRuntime().maxMemory() / 100;
    return new CacheBytes(percent * cachePercent, percent * assetCachePercent);
  }

  /** All properties of the store that are not its own defaults. */
  public Map<String, String> janusGraph() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("storage.berkeleyje.cache-percentage", String.valueOf(cachePercent));
    for (String property : properties) {
      int equals = property.indexOf('=');
      all.put(property.substring(0, equals).strip(), property.substring(equals + 1).strip());
    }
    return all;
  }
}
