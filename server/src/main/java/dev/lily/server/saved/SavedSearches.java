package dev.lily.server.saved;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TenantId;
import dev.lily.policy.store.JsonFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Saved searches in {@code <folder>/<tenant>.json}; what is changed is on disk when the call
 * returns. Nobody gets to see those of others. Safe for many threads.
 */
public final class SavedSearches {
  private static final int MOST = 200;

  private final Path folder;
  private final Map<TenantId, List<SavedSearch>> known = new ConcurrentHashMap<>();

  public SavedSearches(Path folder) {
    this.folder = folder;
  }

  /** The file. */
  private record Document(List<SavedSearch> searches) {}

  /** The searches of one user, by name. */
  public List<SavedSearch> of(TenantId tenant, String owner) {
    return all(tenant).stream()
        .filter(one -> one.ownerName().equals(owner))
        .sorted((a, b) -> a.name().compareToIgnoreCase(b.name()))
        .toList();
  }

  public Optional<SavedSearch> find(TenantId tenant, String owner, String guid) {
    return of(tenant, owner).stream().filter(one -> one.guid().equals(guid)).findFirst();
  }

  public Optional<SavedSearch> findNamed(TenantId tenant, String owner, String name) {
    return of(tenant, owner).stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /**
   * Keeps a search instead of the one of the same guid, or as a new one.
   *
   * @throws CatalogException SAVED_SEARCH_ALREADY_EXISTS for another one of that name, BAD_REQUEST
   *     where the user has too many
   */
  public synchronized void put(TenantId tenant, SavedSearch search) {
    List<SavedSearch> others = new ArrayList<>(all(tenant));
    others.removeIf(one -> one.guid().equals(search.guid()));
    List<SavedSearch> own =
        others.stream().filter(one -> one.ownerName().equals(search.ownerName())).toList();
    if (own.stream().anyMatch(one -> one.name().equals(search.name()))) {
      throw new CatalogException(
          ErrorCode.SAVED_SEARCH_ALREADY_EXISTS,
          "name: there is a saved search '%s' of %s already; choose another name, or change that one"
              .formatted(search.name(), search.ownerName()));
    }
    if (own.size() >= MOST) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "%s has %d saved searches, the most there may be; remove one first"
              .formatted(search.ownerName(), own.size()));
    }
    others.add(search);
    write(tenant, others);
  }

  /** Removes a search; whether there was one. */
  public synchronized boolean remove(TenantId tenant, String owner, String guid) {
    List<SavedSearch> others = new ArrayList<>(all(tenant));
    boolean removed =
        others.removeIf(one -> one.guid().equals(guid) && one.ownerName().equals(owner));
    if (removed) {
      write(tenant, others);
    }
    return removed;
  }

  private List<SavedSearch> all(TenantId tenant) {
    return known.computeIfAbsent(
        tenant, each -> file(each).read().map(Document::searches).orElse(List.of()));
  }

  private void write(TenantId tenant, List<SavedSearch> searches) {
    file(tenant).write(new Document(searches));
    known.put(tenant, List.copyOf(searches));
  }

  private JsonFile<Document> file(TenantId tenant) {
    return new JsonFile<>(folder.resolve(tenant.value() + ".json"), Document.class);
  }
}
