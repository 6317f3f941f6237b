package dev.lily.policy.binding;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TenantId;
import java.util.List;
import java.util.function.Consumer;

/** Keeps the engine services of every tenant. Writes are durable when the call returns. */
public interface ServiceStore {

  List<EngineService> all(TenantId tenant);

  /** Creates the service or replaces the one of that name. */
  void put(TenantId tenant, EngineService service);

  /** Calls the listener after each change, in the changing thread. */
  void onChange(Consumer<TenantId> listener);

  /**
   * The service of that name.
   *
   * @throws CatalogException NOT_FOUND in the words of Ranger Admin, upon which a plug-in acts
   */
  default EngineService require(TenantId tenant, String name) {
    for (EngineService service : all(tenant)) {
      if (service.name().equals(name)) {
        return service;
      }
    }
    throw new CatalogException(
        ErrorCode.INSTANCE_NOT_FOUND, "RANGER_ERROR_SERVICE_NOT_FOUND: ServiceName=" + name);
  }
}
