package dev.lily.policy.store;

import dev.lily.graph.TenantId;
import dev.lily.policy.Directory;
import dev.lily.policy.DirectoryStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Users, groups and roles in {@code <folder>/<tenant>/principals.json}. */
public final class FileDirectoryStore implements DirectoryStore {
  private final Path folder;
  private final Clock clock;
  private final Map<TenantId, Directory> directories = new ConcurrentHashMap<>();
  private final List<Consumer<TenantId>> listeners = new CopyOnWriteArrayList<>();

  public FileDirectoryStore(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  @Override
  public Directory current(TenantId tenant) {
    Directory known = directories.get(tenant);
    return known != null
        ? known
        : directories.computeIfAbsent(tenant, t -> file(t).read().orElse(Directory.EMPTY));
  }

  @Override
  public Directory put(TenantId tenant, Directory directory) {
    Directory stored;
    synchronized (this) {
      Directory before = current(tenant);
      if (before.equals(versioned(directory, before.version(), before.updateTime()))) {
        return before;
      }
      stored = versioned(directory, before.version() + 1, clock.millis());
      file(tenant).write(stored);
      directories.put(tenant, stored);
    }
    listeners.forEach(listener -> listener.accept(tenant));
    return stored;
  }

  @Override
  public void onChange(Consumer<TenantId> listener) {
    listeners.add(listener);
  }

  private static Directory versioned(Directory directory, long version, long time) {
    return new Directory(version, time, directory.users(), directory.groups(), directory.roles());
  }

  private JsonFile<Directory> file(TenantId tenant) {
    return new JsonFile<>(
        folder.resolve(tenant.value()).resolve("principals.json"), Directory.class);
  }
}
