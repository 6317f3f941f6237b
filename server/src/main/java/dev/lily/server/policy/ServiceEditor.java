package dev.lily.server.policy;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TenantId;
import dev.lily.graph.TypeCatalog;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicyStore;
import dev.lily.policy.ResourcePattern;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.PostgresTarget;
import dev.lily.policy.binding.ServiceCheck;
import dev.lily.policy.binding.ServiceStore;
import dev.lily.server.enforcement.Enforcement;
import dev.lily.server.postgres.PostgresSyncs;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes the engines of a tenant, unless something would be left behind unseen. */
public final class ServiceEditor {
  private static final int NAMED = 5;
  private static final Duration LATELY = Duration.ofDays(1);

  private final ServiceStore services;
  private final PolicyStore policies;
  private final TypeCatalog types;
  private final PostgresSyncs databases;
  private final Enforcement enforcement;

  public ServiceEditor(
      ServiceStore services,
      PolicyStore policies,
      TypeCatalog types,
      PostgresSyncs databases,
      Enforcement enforcement) {
    this.services = services;
    this.policies = policies;
    this.types = types;
    this.databases = databases;
    this.enforcement = enforcement;
  }

  /** An engine as it was stored, and what may not be meant. */
  record Stored(@JsonUnwrapped EngineService service, List<String> warnings) {}

  /**
   * Creates or replaces the engine.
   *
   * @throws CatalogException BAD_REQUEST
   */
  synchronized Stored put(TenantId tenant, EngineService service) {
    requireOwnPassword(tenant, service.postgresql());
    List<String> warnings = ServiceCheck.check(service, services.all(tenant), types.types());
    return new Stored(services.put(tenant, service), warnings);
  }

  /**
   * Forgets the engine.
   *
   * @param force does so although policies name it, engines ask for it, or its database has what
   *     was applied
   * @throws CatalogException CONFIRMATION_REQUIRED with what is left
   */
  void remove(TenantId tenant, String name, boolean force) {
    EngineService service = services.require(tenant, name);
    if (!force) {
      requireUnnamed(tenant, name);
      if (service.postgresql() != null) {
        databases.requireNothingApplied(tenant, name);
      } else {
        requireUnused(tenant, service);
      }
    }
    services.remove(tenant, name);
  }

  private void requireUnnamed(TenantId tenant, String service) {
    List<String> naming =
        policies.current(tenant).policies().stream()
            .filter(policy -> policy.target().resources().stream().anyMatch(p -> names(p, service)))
            .map(Policy::name)
            .toList();
    if (!naming.isEmpty()) {
      throw new CatalogException(
          ErrorCode.CONFIRMATION_REQUIRED,
          "service '%s' is named by %d policies, such as %s; change or delete them first, or send force=true"
              .formatted(
                  service, naming.size(), naming.subList(0, Math.min(NAMED, naming.size()))));
    }
  }

  /** Policies of every service concern it too, and who asks for it would be refused. */
  private void requireUnused(TenantId tenant, EngineService service) {
    List<String> users = enforcement.users(tenant, service, LATELY);
    if (!users.isEmpty()) {
      throw new CatalogException(
          ErrorCode.CONFIRMATION_REQUIRED,
          "service '%s' is used by %s, who would be told that there is no such service; stop them first, or send force=true"
              .formatted(service.name(), users.subList(0, Math.min(NAMED, users.size()))));
    }
  }

  private static boolean names(ResourcePattern pattern, String service) {
    return pattern.service().equals(service);
  }

  private static void requireOwnPassword(TenantId tenant, @Nullable PostgresTarget target) {
    if (target != null && target.password() != null) {
      target.password().requireAllowed(tenant);
    }
  }
}
