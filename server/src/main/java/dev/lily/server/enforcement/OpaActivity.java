package dev.lily.server.enforcement;

import dev.lily.graph.TenantId;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** When each service was asked about over OPA. In memory since the start. */
public final class OpaActivity {
  private final Clock clock;
  private final Map<Key, AtomicLong> asked = new ConcurrentHashMap<>();

  private record Key(TenantId tenant, String service) {}

  public OpaActivity(Clock clock) {
    this.clock = clock;
  }

  /** A question about a service that there is. */
  public void asked(TenantId tenant, String service) {
    asked.computeIfAbsent(new Key(tenant, service), k -> new AtomicLong()).set(clock.millis());
  }

  /** Epoch milliseconds; 0 for never. */
  long lastAsked(TenantId tenant, String service) {
    AtomicLong last = asked.get(new Key(tenant, service));
    return last == null ? 0 : last.get();
  }
}
