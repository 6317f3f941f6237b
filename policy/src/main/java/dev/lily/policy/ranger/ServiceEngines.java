package dev.lily.policy.ranger;

import dev.lily.graph.TenantId;
import dev.lily.policy.Directory;
import dev.lily.policy.DirectoryStore;
import dev.lily.policy.PolicySet;
import dev.lily.policy.PolicyStore;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.ServiceStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One engine per service, built when first needed and replaced as soon as policies or services
 * change. Building the first one takes more than a second of CPU; reading one takes no lock.
 */
public final class ServiceEngines {
  private record Key(TenantId tenant, String service) {}

  private final PolicyStore policies;
  private final PolicyVersions versions;
  private final ServiceStore services;
  private final PolicyCompiler compiler;
  private final Map<Key, ServiceEngine> engines = new ConcurrentHashMap<>();

  /**
   * Follows the stores.
   *
   * @param tagPollInterval how often plug-ins ask for tags, as told to them
   */
  public ServiceEngines(
      PolicyStore policies,
      DirectoryStore directories,
      ServiceStore services,
      Duration tagPollInterval) {
    this.policies = policies;
    this.versions = new PolicyVersions(policies, directories);
    this.services = services;
    this.compiler = new PolicyCompiler(new ServiceDefs(tagPollInterval));
    policies.onChange(this::rebuild);
    directories.onChange(this::rebuild);
    services.onChange(this::rebuild);
  }

  ServiceEngine of(TenantId tenant, String service) {
    Key key = new Key(tenant, service);
    ServiceEngine engine = engines.get(key);
    if (engine != null && isCurrent(engine, tenant)) {
      return engine;
    }
    services.require(tenant, service);
    return Objects.requireNonNull(engines.compute(key, (k, old) -> build(k, old)));
  }

  List<EngineService> services(TenantId tenant) {
    return services.all(tenant);
  }

  PolicySet policies(TenantId tenant) {
    return policies.current(tenant);
  }

  private boolean isCurrent(ServiceEngine engine, TenantId tenant) {
    return hasSameService(engine, tenant) && engine.isOf(versions.current(tenant));
  }

  private boolean hasSameService(ServiceEngine engine, TenantId tenant) {
    return services.find(tenant, engine.service().name()).equals(Optional.of(engine.service()));
  }

  void warm(TenantId tenant, Consumer<String> also) {
    for (EngineService service : services.all(tenant)) {
      of(tenant, service.name());
      also.accept(service.name());
    }
  }

  /** The policies now, and the latest before. */
  PolicyVersions versions() {
    return versions;
  }

  PolicyCompiler compiler() {
    return compiler;
  }

  EngineService service(TenantId tenant, String service) {
    return services.require(tenant, service);
  }

  /** An engine that decides as if these were the policies; nothing keeps it. */
  ServiceEngine trial(TenantId tenant, EngineService service, PolicySet set) {
    return of(tenant, service.name()).next(versions.trial(tenant, set), compiler);
  }

  /** The same with the policies as they are, if this were the directory. */
  ServiceEngine trial(TenantId tenant, EngineService service, Directory directory) {
    return of(tenant, service.name()).next(versions.trial(tenant, directory), compiler);
  }

  private void rebuild(TenantId tenant) {
    for (Key key : engines.keySet()) {
      if (key.tenant().equals(tenant)) {
        engines.computeIfPresent(
            key, (k, old) -> services.find(tenant, k.service()).isEmpty() ? null : build(k, old));
      }
    }
  }

  private ServiceEngine build(Key key, @Nullable ServiceEngine old) {
    ResolvedPolicies now = versions.current(key.tenant());
    if (old == null || !hasSameService(old, key.tenant())) {
      return ServiceEngine.of(services.require(key.tenant(), key.service()), now, compiler);
    }
    return old.isOf(now) ? old : old.next(now, compiler);
  }
}
