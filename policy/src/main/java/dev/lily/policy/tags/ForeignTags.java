package dev.lily.policy.tags;

import static dev.lily.graph.BadRequests.require;

import dev.lily.graph.TenantId;
import dev.lily.policy.EngineResource;
import dev.lily.policy.store.JsonFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tags that other systems gave resources of a service, kept apart by source, in {@code
 * foreign-tags-<service>.json} of the tenant's folder. One thread at a time uses a tenant's.
 */
final class ForeignTags {
  private static final int RESOURCES = 50_000;
  private static final int SOURCES = 100;

  private final Path folder;
  private final Map<Path, Map<String, Map<String, ForeignResource>>> known = new TreeMap<>();
  private final Map<Path, Map<String, String>> owners = new TreeMap<>();

  ForeignTags(Path folder) {
    this.folder = folder;
  }

  /** Names and values of the elements in turn: in a JSON object they would lose their order. */
  private record Line(List<String> resource, List<ForeignTag> tags) {}

  /** Tagged resources and the account that sends them, by source. */
  private record Document(Map<String, List<Line>> sources, @Nullable Map<String, String> owners) {}

  /** The tagged resources by source. */
  synchronized Map<String, List<ForeignResource>> of(TenantId tenant, String service) {
    Map<String, List<ForeignResource>> copy = new TreeMap<>();
    all(path(tenant, service))
        .forEach((source, resources) -> copy.put(source, List.copyOf(resources.values())));
    return copy;
  }

  /** The account that sends what the source says; absent where the source is not there. */
  synchronized Optional<String> owner(TenantId tenant, String service, String source) {
    Path path = path(tenant, service);
    all(path);
    return Optional.ofNullable(owners.getOrDefault(path, Map.of()).get(source));
  }

  /**
   * Takes the resources as they are now; it is on disk when the call returns.
   *
   * @throws dev.lily.graph.CatalogException BAD_REQUEST where there would be too many
   */
  synchronized void put(
      TenantId tenant, String service, ForeignSource sent, Collection<ForeignResource> resources) {
    Path path = path(tenant, service);
    String source = sent.name();
    Map<String, Map<String, ForeignResource>> next = new TreeMap<>(all(path));
    Map<String, ForeignResource> own = new LinkedHashMap<>(next.getOrDefault(source, Map.of()));
    for (ForeignResource one : resources) {
      if (one.tags().isEmpty()) {
        own.remove(one.resource().key());
      } else {
        own.put(one.resource().key(), one);
      }
    }
    next.put(source, own);
    next.values().removeIf(Map::isEmpty);
    require(
        next.size() <= SOURCES && next.values().stream().mapToInt(Map::size).sum() <= RESOURCES,
        "at most %d tagged resources of %d sources for a service; remove a source"
            .formatted(RESOURCES, SOURCES));
    Map<String, List<Line>> sources = new TreeMap<>();
    next.forEach((name, all) -> sources.put(name, all.values().stream().map(this::line).toList()));
    Map<String, String> senders = new TreeMap<>(owners.getOrDefault(path, Map.of()));
    senders.putIfAbsent(source, sent.account());
    senders.keySet().retainAll(next.keySet());
    file(path).write(new Document(sources, senders));
    known.put(path, next);
    owners.put(path, senders);
  }

  /** Forgets the tags of a service that is gone. */
  synchronized void forget(TenantId tenant, String service) {
    Path path = path(tenant, service);
    known.remove(path);
    owners.remove(path);
    file(path).delete();
  }

  private Map<String, Map<String, ForeignResource>> all(Path path) {
    Map<String, Map<String, ForeignResource>> read = known.get(path);
    if (read == null) {
      read = new TreeMap<>();
      Document document = file(path).read().orElseGet(() -> new Document(Map.of(), Map.of()));
      owners.put(path, Objects.requireNonNullElseGet(document.owners(), Map::of));
      Map<String, List<Line>> sources = document.sources();
      for (Map.Entry<String, List<Line>> source : sources.entrySet()) {
        Map<String, ForeignResource> resources = new LinkedHashMap<>();
        for (Line line : source.getValue()) {
          EngineResource resource = EngineResource.of(line.resource().toArray(String[]::new));
          resources.put(resource.key(), new ForeignResource(resource, line.tags()));
        }
        read.put(source.getKey(), resources);
      }
      known.put(path, read);
    }
    return read;
  }

  private Line line(ForeignResource one) {
    List<String> elements = new ArrayList<>();
    one.resource()
        .elements()
        .forEach(
            (name, value) -> {
              elements.add(name);
              elements.add(value);
            });
    return new Line(elements, one.tags());
  }

  private Path path(TenantId tenant, String service) {
    return folder.resolve(tenant.value()).resolve("foreign-tags-" + service + ".json");
  }

  private static JsonFile<Document> file(Path path) {
    return new JsonFile<>(path, Document.class);
  }
}
