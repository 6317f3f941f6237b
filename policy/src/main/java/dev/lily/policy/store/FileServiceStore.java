package dev.lily.policy.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TenantId;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.ServiceStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Engine services in {@code <folder>/<tenant>/services.json}. */
public final class FileServiceStore implements ServiceStore {
  private final Path folder;
  private final List<EngineService> defaults;
  private final Map<TenantId, List<EngineService>> services = new ConcurrentHashMap<>();
  private final List<Consumer<TenantId>> listeners = new CopyOnWriteArrayList<>();

  /**
   * Keeps services below the folder.
   *
   * @param defaults the services of a tenant that has no file
   */
  public FileServiceStore(Path folder, List<EngineService> defaults) {
    this.folder = folder;
    this.defaults = List.copyOf(defaults);
  }

  private record Document(@JsonProperty("services") List<EngineService> services) {}

  @Override
  public List<EngineService> all(TenantId tenant) {
    List<EngineService> known = services.get(tenant);
    return known != null ? known : services.computeIfAbsent(tenant, this::load);
  }

  @Override
  public void put(TenantId tenant, EngineService service) {
    synchronized (this) {
      List<EngineService> next = new ArrayList<>(all(tenant));
      next.removeIf(other -> other.name().equals(service.name()));
      next.add(service);
      requireDistinctIds(next);
      file(tenant).write(new Document(next));
      services.put(tenant, List.copyOf(next));
    }
    listeners.forEach(listener -> listener.accept(tenant));
  }

  @Override
  public void onChange(Consumer<TenantId> listener) {
    listeners.add(listener);
  }

  private static void requireDistinctIds(List<EngineService> services) {
    Set<Long> ids = new HashSet<>();
    for (EngineService service : services) {
      if (!ids.add(service.id())) {
        throw new CatalogException(
            ErrorCode.BAD_REQUEST,
            "service '" + service.name() + "' has the id " + service.id() + " of another service");
      }
    }
  }

  private List<EngineService> load(TenantId tenant) {
    return file(tenant).read().map(Document::services).map(List::copyOf).orElse(defaults);
  }

  private JsonFile<Document> file(TenantId tenant) {
    return new JsonFile<>(folder.resolve(tenant.value()).resolve("services.json"), Document.class);
  }
}
