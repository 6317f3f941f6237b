package dev.lily.notifications.openlineage;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Under which key a dataset is known, remembered for a while. Safe for many threads. */
final class AliasCache {
  private record Name(TenantId tenant, AssetKey key) {}

  private record Known(AssetKey key, Instant until) {}

  private final int size;
  private final Duration age;
  private final Clock clock;
  private final Map<Name, Known> known = new LinkedHashMap<>();

  AliasCache(int size, Duration age, Clock clock) {
    this.size = size;
    this.age = age;
    this.clock = clock;
  }

  synchronized Optional<AssetKey> find(TenantId tenant, AssetKey name) {
    return Optional.ofNullable(known.get(new Name(tenant, name)))
        .filter(entry -> entry.until().isAfter(clock.instant()))
        .map(Known::key);
  }

  synchronized void put(TenantId tenant, AssetKey name, AssetKey key) {
    known.remove(new Name(tenant, name));
    known.put(new Name(tenant, name), new Known(key, clock.instant().plus(age)));
    if (known.size() > size) {
      known.remove(known.keySet().iterator().next());
    }
  }

  /** Forgets all names of the asset. */
  synchronized void forget(TenantId tenant, AssetKey key) {
    known
        .entrySet()
        .removeIf(
            entry -> entry.getKey().tenant().equals(tenant) && entry.getValue().key().equals(key));
  }
}
