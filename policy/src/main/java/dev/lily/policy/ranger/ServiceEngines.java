package dev.lily.policy.ranger;

import dev.lily.graph.TenantId;
import dev.lily.policy.PolicySet;
import dev.lily.policy.PolicyStore;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.ServiceStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.ranger.plugin.util.ServicePolicies;

/**
 * One engine per service, built when first needed and replaced as soon as policies or services
 * change. Building the first one takes more than a second of CPU; reading one takes no lock.
 */
public final class ServiceEngines {
  private record Key(TenantId tenant, String service) {}

  private final PolicyStore policies;
  private final ServiceStore services;
  private final PolicyCompiler compiler;
  private final Map<Key, ServiceEngine> engines = new ConcurrentHashMap<>();

  /**
   * Follows the stores.
   *
   * @param tagPollInterval how often plug-ins ask for tags, as told to them
   */
  public ServiceEngines(PolicyStore policies, ServiceStore services, Duration tagPollInterval) {
    this.policies = policies;
    this.services = services;
    this.compiler = new PolicyCompiler(new ServiceDefs(tagPollInterval));
    policies.onChange(this::rebuild);
    services.onChange(this::rebuild);
  }

  ServiceEngine of(TenantId tenant, String service) {
    Key key = new Key(tenant, service);
    ServiceEngine engine = engines.get(key);
    if (engine == null) {
      services.require(tenant, service);
    } else if (isCurrent(engine, tenant)) {
      return engine;
    }
    return Objects.requireNonNull(
        engines.compute(key, (k, old) -> old != null && isCurrent(old, tenant) ? old : build(k)));
  }

  List<EngineService> services(TenantId tenant) {
    return services.all(tenant);
  }

  PolicySet policies(TenantId tenant) {
    return policies.current(tenant);
  }

  private boolean isCurrent(ServiceEngine engine, TenantId tenant) {
    return engine.policies().version() == policies.current(tenant).version();
  }

  void warm(TenantId tenant, Consumer<String> also) {
    for (EngineService service : services.all(tenant)) {
      of(tenant, service.name());
      also.accept(service.name());
    }
  }

  long policyVersion(TenantId tenant, String service) {
    services.require(tenant, service);
    return policies.current(tenant).version();
  }

  /** The policies of the service as a plug-in gets them. */
  ServicePolicies compile(TenantId tenant, String service) {
    return compiler.compile(services.require(tenant, service), policies.current(tenant));
  }

  private void rebuild(TenantId tenant) {
    for (Key key : engines.keySet()) {
      if (key.tenant().equals(tenant)) {
        engines.compute(key, (k, old) -> build(k));
      }
    }
  }

  private ServiceEngine build(Key key) {
    EngineService service = services.require(key.tenant(), key.service());
    PolicySet set = policies.current(key.tenant());
    return new ServiceEngine(service, set, compiler.compile(service, set));
  }
}
