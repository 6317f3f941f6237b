package dev.lily.server.settings;

/** The graph store and its search index. */
public record StorageSettings(
    @Setting(value = "Where the graph lives", initially = "berkeleyje") Backend backend,
    @Setting(
            value = "Share of the heap that the embedded store may use as its cache, in percent",
            initially = "35",
            min = 5,
            max = 80)
        int cachePercent) {

  /** Where the graph lives. */
  public enum Backend {
    /** On disk, in the data folder. */
    BERKELEYJE,
    /** In memory, gone at the end: for tests. */
    INMEMORY
  }
}
