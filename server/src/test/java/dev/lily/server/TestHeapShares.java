package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.store.StoreSettings.CacheBytes;
import org.junit.jupiter.api.Test;

class TestHeapShares {
  private static final long MEGABYTE = 1L << 20;
  private static final CacheBytes MOST = new CacheBytes(269 * MEGABYTE, 92 * MEGABYTE);

  private final HeapShares shares = new HeapShares(768 * MEGABYTE, MOST);

  @Test
  void cachesHaveWhatTheIndexLeaves() {
    CacheBytes beside = shares.caches(100 * MEGABYTE);
    assertThat(beside.rows() / MEGABYTE).isEqualTo(165);
    assertThat(beside.assets() / MEGABYTE).isEqualTo(55);
    assertThat(shares.isTight(100 * MEGABYTE)).isFalse();
  }

  @Test
  void cachesNeverHaveMoreThanTheSettingsAllow() {
    assertThat(new HeapShares(4096 * MEGABYTE, MOST).caches(0)).isEqualTo(MOST);
  }

  @Test
  void cachesKeepATenthOfAHeapThatIsTooSmall() {
    CacheBytes beside = shares.caches(500 * MEGABYTE);
    assertThat((beside.rows() + beside.assets()) / MEGABYTE).isEqualTo(76);
    assertThat(shares.isTight(500 * MEGABYTE)).isTrue();
  }

  @Test
  void leastIsWhatCachesHaveInAHeapThatIsTooSmall() {
    assertThat(shares.least()).isEqualTo(shares.caches(500 * MEGABYTE));
  }

  @Test
  void whatIsAdvisedIsEnough() {
    for (long index = 0; index < 4096; index += 100) {
      long heap = HeapShares.megabytesFor(index * MEGABYTE);
      assertThat(heap % 256).isZero();
      assertThat(new HeapShares(heap * MEGABYTE, MOST).isTight(index * MEGABYTE)).isFalse();
    }
    assertThat(HeapShares.megabytesFor(200 * MEGABYTE)).isEqualTo(1024);
  }
}
