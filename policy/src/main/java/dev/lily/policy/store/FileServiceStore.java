package dev.lily.policy.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lily.graph.TenantId;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.ServiceStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Engine services in {@code <folder>/<tenant>/services.json}. */
public final class FileServiceStore implements ServiceStore {
  private final Path folder;
  private final List<EngineService> defaults;
  private final Map<TenantId, Document> documents = new ConcurrentHashMap<>();
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

  /**
   * The file.
   *
   * @param lastId the highest id ever given, also to services that are gone
   */
  private record Document(
      @JsonProperty("services") List<EngineService> services, @JsonProperty("lastId") long lastId) {
    Document {
      services = List.copyOf(services);
      lastId = Math.max(lastId, services.stream().mapToLong(EngineService::id).max().orElse(0));
    }
  }

  @Override
  public List<EngineService> all(TenantId tenant) {
    return document(tenant).services();
  }

  @Override
  public EngineService put(TenantId tenant, EngineService service) {
    EngineService stored;
    synchronized (this) {
      Document before = document(tenant);
      Optional<EngineService> old = find(tenant, service.name());
      stored = service.stored(old.map(EngineService::id).orElse(before.lastId() + 1));
      if (old.equals(Optional.of(stored))) {
        return stored;
      }
      List<EngineService> next = without(before, service.name());
      next.add(stored);
      write(tenant, new Document(next, before.lastId()));
    }
    listeners.forEach(listener -> listener.accept(tenant));
    return stored;
  }

  @Override
  public void remove(TenantId tenant, String name) {
    synchronized (this) {
      require(tenant, name);
      Document before = document(tenant);
      write(tenant, new Document(without(before, name), before.lastId()));
    }
    listeners.forEach(listener -> listener.accept(tenant));
  }

  @Override
  public void onChange(Consumer<TenantId> listener) {
    listeners.add(listener);
  }

  private static List<EngineService> without(Document document, String name) {
    return new ArrayList<>(
        document.services().stream().filter(service -> !service.name().equals(name)).toList());
  }

  private void write(TenantId tenant, Document document) {
    file(tenant).write(document);
    documents.put(tenant, document);
  }

  private Document document(TenantId tenant) {
    Document known = documents.get(tenant);
    return known != null
        ? known
        : documents.computeIfAbsent(
            tenant, t -> file(t).read().orElseGet(() -> new Document(defaults, 0)));
  }

  private JsonFile<Document> file(TenantId tenant) {
    return new JsonFile<>(folder.resolve(tenant.value()).resolve("services.json"), Document.class);
  }
}
