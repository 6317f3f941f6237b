package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.Op;
import dev.lily.graph.store.StoreSettings.CacheBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestHeapWatch {
  private static final long MEGABYTE = 1L << 20;

  private final ClassificationIndex index = new ClassificationIndex();
  private final List<CacheBytes> sizes = new ArrayList<>();

  @Test
  void cachesGiveWayAsTheIndexGrows() {
    HeapShares shares =
        new HeapShares(230 * MEGABYTE, new CacheBytes(60 * MEGABYTE, 20 * MEGABYTE));
    try (HeapWatch watch = new HeapWatch(shares, index, sizes::add)) {
      assertThat(watch.remark().orElseThrow())
          .contains("0 assets and their decisions 0 MB")
          .doesNotContain("Xmx");
      CacheBytes before = watch.caches();
      load(200_000);
      watch.look();
      assertThat(watch.caches().rows()).isLessThan(before.rows());
      assertThat(sizes).last().isEqualTo(watch.caches());
      assertThat(watch.indexBytes()).isBetween(6 * MEGABYTE, 30 * MEGABYTE);
      assertThat(watch.remark().orElseThrow())
          .startsWith("230 MB: 200,000 assets and their decisions ")
          .endsWith("-Xmx512m");
    }
  }

  private void load(int assets) {
    List<Op> changes = new ArrayList<>();
    Op.At at = new Op.At(TenantId.DEFAULT, 1, 0);
    for (int i = 0; i < assets; i++) {
      AssetRef ref =
          new AssetRef(new Guid(1, i), new AssetKey("hive_column", "sales.orders.c" + i));
      changes.add(new Op.PutAsset(at, ref, List.of(), false, "", Set.of()));
    }
    index.apply(changes);
  }
}
