package dev.lily.policy.binding;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps the engine services of every tenant. Writes are durable when the call returns. */
public interface ServiceStore {

  List<EngineService> all(TenantId tenant);

  /**
   * Creates the service or replaces the one of that name.
   *
   * @return the service with its id, which the store gives
   */
  EngineService put(TenantId tenant, EngineService service);

  /**
   * Forgets the service; its id and version are not used again.
   *
   * @throws CatalogException INSTANCE_NOT_FOUND where there is none
   */
  void remove(TenantId tenant, String name);

  /** Calls the listener after each change, in the changing thread. */
  void onChange(Consumer<TenantId> listener);

  default Optional<EngineService> find(TenantId tenant, String name) {
    return all(tenant).stream().filter(service -> service.name().equals(name)).findFirst();
  }

  /**
   * The service of that name.
   *
   * @throws CatalogException NOT_FOUND in the words of Ranger Admin, upon which a plug-in acts
   */
  default EngineService require(TenantId tenant, String name) {
    return find(tenant, name)
        .orElseThrow(
            () ->
                new CatalogException(
                    ErrorCode.INSTANCE_NOT_FOUND,
                    "RANGER_ERROR_SERVICE_NOT_FOUND: ServiceName=" + name));
  }
}
