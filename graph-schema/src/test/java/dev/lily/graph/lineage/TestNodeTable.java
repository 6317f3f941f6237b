package dev.lily.graph.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Guid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TestNodeTable {
  private static final List<TenantId> TENANTS =
      List.of(new TenantId("one"), new TenantId("two"), new TenantId("three"));

  private static final List<String> SEPARATORS = List.of("", "#", ".x/", "/");

  private final Random random = new Random(11);
  private final NodeTable nodes = new NodeTable();
  private final Map<Guid, AssetKey> expected = new HashMap<>();

  @Test
  void everyAssetIsFoundThroughAddsRenamesAndPurges() {
    List<Guid> guids = new ArrayList<>();
    for (int step = 0; step < 20_000; step++) {
      if (guids.isEmpty() || random.nextInt(3) > 0) {
        Guid guid = new Guid(random.nextLong(), random.nextInt(9));
        nodes.add(tenant(guid), guid);
        guids.add(guid);
        rename(guid, step);
      } else if (random.nextBoolean()) {
        rename(guids.get(random.nextInt(guids.size())), step);
      } else {
        purge(guids.remove(random.nextInt(guids.size())));
      }
    }
    assertThat(nodes.size()).isEqualTo(expected.size());
    expected.forEach(this::check);
  }

  private static TenantId tenant(Guid guid) {
    return TENANTS.get((int) (guid.low() % 3));
  }

  private void rename(Guid guid, int step) {
    String name = "é".repeat(random.nextInt(200)) + SEPARATORS.get(step % 4) + step;
    AssetKey key = new AssetKey("type" + step % 7, name);
    nodes.setKey(nodes.find(guid), key);
    expected.put(guid, key);
  }

  private void purge(Guid guid) {
    int node = nodes.find(guid);
    nodes.forget(node);
    assertThat(nodes.find(guid)).isNegative();
    assertThat(nodes.find(tenant(guid), expected.remove(guid))).isNegative();
    assertThat(nodes.guid(node)).isEqualTo(guid);
    nodes.release(node);
  }

  private void check(Guid guid, AssetKey key) {
    int node = nodes.find(guid);
    assertThat(nodes.key(node)).hasValue(key);
    assertThat(nodes.find(tenant(guid), key)).isEqualTo(node);
    assertThat(nodes.tenant(node)).isEqualTo(tenant(guid));
  }

  @Test
  void aNameMayBeLongerThanAPage() {
    Guid guid = new Guid(1, 1);
    AssetKey key = new AssetKey("topic", "x".repeat(300_000));
    int node = nodes.add(TenantId.DEFAULT, guid);
    nodes.setKey(node, key);
    int other = nodes.add(TenantId.DEFAULT, new Guid(2, 2));
    nodes.setKey(other, new AssetKey("topic", "y"));
    assertThat(nodes.find(TenantId.DEFAULT, key)).isEqualTo(node);
    assertThat(nodes.key(other)).hasValue(new AssetKey("topic", "y"));
  }
}
