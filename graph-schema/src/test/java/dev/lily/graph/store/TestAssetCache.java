package dev.lily.graph.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.type.TypeRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TestAssetCache {
  private static final long ADDRESS = 1L << 46;

  private final AssetCache cache = new AssetCache(1 << 20);
  private final StoredEdges edges = new StoredEdges(ADDRESS, TypeRegistry.empty(), List.of());

  @Test
  void keepsWhatWasReadSinceTheLastChange() {
    cache.keep(edges, cache.ended());

    assertThat(cache.edges(ADDRESS)).isSameAs(edges);
    assertThat(cache.asset(ADDRESS)).isNull();
  }

  @Test
  void givesNothingFromTheFirstTouchOn() {
    cache.keep(edges, cache.ended());

    cache.edgesChange(ADDRESS);

    assertThat(cache.edges(ADDRESS)).isNull();
  }

  @Test
  void doesNotKeepWhatWasReadBesideAChange() {
    long before = cache.ended();
    cache.edgesChange(ADDRESS);
    cache.keep(edges, before);
    long during = cache.ended();
    cache.keep(edges, during);
    cache.end();
    cache.keep(edges, during);

    assertThat(cache.edges(ADDRESS)).isNull();
    cache.keep(edges, cache.ended());
    assertThat(cache.edges(ADDRESS)).isSameAs(edges);
  }

  @Test
  void keepsNoMoreThanItsWeight() {
    AssetCache none = new AssetCache(0);

    none.keep(edges, none.ended());

    assertThat(none.edges(ADDRESS)).isNull();
  }
}
