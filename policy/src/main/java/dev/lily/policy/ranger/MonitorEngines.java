package dev.lily.policy.ranger;

import dev.lily.graph.TenantId;
import dev.lily.policy.DirectoryStore;
import dev.lily.policy.PolicySet;
import dev.lily.policy.binding.EngineService;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * A second engine for each service of a tenant that has monitored policies, which decides as if
 * they were in force. It is made in the background: no question of a user waits for it.
 */
public final class MonitorEngines {
  private final ServiceEngines engines;
  private final DirectoryStore directories;
  private final Executor background;
  private final Map<TenantId, Watched> watched = new ConcurrentHashMap<>();
  private final Map<Key, Trial> trials = new ConcurrentHashMap<>();
  private final Set<Key> underWay = ConcurrentHashMap.newKeySet();

  /**
   * Engines made of those of the services.
   *
   * @param background makes them
   */
  public MonitorEngines(ServiceEngines engines, DirectoryStore directories, Executor background) {
    this.engines = engines;
    this.directories = directories;
    this.background = background;
  }

  private record Key(TenantId tenant, String service) {}

  private record Watched(long version, boolean monitoring) {}

  private record Trial(long policies, long directory, ServiceEngine engine) {}

  /** Absent where nothing is monitored, or the engine is still being made. */
  Optional<ServiceEngine> of(TenantId tenant, String service) {
    if (!isMonitoring(tenant)) {
      return Optional.empty();
    }
    Key key = new Key(tenant, service);
    Optional<ServiceEngine> made = current(key);
    if (made.isPresent() || !underWay.add(key)) {
      return made;
    }
    background.execute(
        () -> {
          try {
            require(tenant, service);
          } finally {
            underWay.remove(key);
          }
        });
    return current(key);
  }

  /** Absent where nothing is monitored; makes the engine in the calling thread. */
  Optional<ServiceEngine> require(TenantId tenant, String service) {
    if (!isMonitoring(tenant)) {
      return Optional.empty();
    }
    Key key = new Key(tenant, service);
    return current(key).or(() -> Optional.of(make(key)));
  }

  private ServiceEngine make(Key key) {
    PolicySet set = engines.policies(key.tenant());
    long directory = directories.current(key.tenant()).version();
    EngineService service = engines.of(key.tenant(), key.service()).service();
    ServiceEngine engine = engines.trial(key.tenant(), service, set.promoted());
    trials.put(key, new Trial(set.version(), directory, engine));
    return engine;
  }

  private Optional<ServiceEngine> current(Key key) {
    Trial trial = trials.get(key);
    if (trial != null
        && trial.policies() == engines.policies(key.tenant()).version()
        && trial.directory() == directories.current(key.tenant()).version()
        && trial.engine().service().equals(engines.of(key.tenant(), key.service()).service())) {
      return Optional.of(trial.engine());
    }
    return Optional.empty();
  }

  /** Policies are only looked through when they have changed. */
  private boolean isMonitoring(TenantId tenant) {
    PolicySet now = engines.policies(tenant);
    Watched known = watched.get(tenant);
    if (known == null || known.version() != now.version()) {
      known = new Watched(now.version(), now.isMonitoring());
      watched.put(tenant, known);
      if (!known.monitoring()) {
        trials.keySet().removeIf(key -> key.tenant().equals(tenant));
      }
    }
    return known.monitoring();
  }
}
