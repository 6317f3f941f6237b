package dev.lily.policy.enforcement;

import dev.lily.graph.TenantId;
import dev.lily.policy.DirectoryStore;
import dev.lily.policy.PolicyStore;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.ServiceStore;
import dev.lily.policy.plugins.PluginDownload;
import dev.lily.policy.ranger.RangerDownloads;
import dev.lily.policy.tags.TagViews;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** The versions of what plug-ins are given, and when each came to be. */
public final class Versions {
  private final TagViews tags;
  private final RangerDownloads downloads;
  private final Clock clock;
  private final Map<Key, VersionLog> logs = new ConcurrentHashMap<>();

  private record Key(TenantId tenant, String service, Document document) {}

  /** What a plug-in fetches and Lily looks after. */
  public enum Document {
    POLICIES,
    TAGS
  }

  /** Stores whose changes make versions. */
  public record Sources(
      PolicyStore policies, DirectoryStore directories, ServiceStore services, TagViews tags) {}

  /** Follows the stores. */
  public Versions(Sources sources, RangerDownloads downloads, Clock clock) {
    this.tags = sources.tags();
    this.downloads = downloads;
    this.clock = clock;
    tags.onVisible(
        visible ->
            log(visible.tenant(), visible.service(), Document.TAGS)
                .now(
                    tags.of(visible.tenant(), visible.service()).version(),
                    visible.position(),
                    visible.eventTime()));
    sources.policies().onChange(tenant -> changed(tenant, sources.services()));
    sources.directories().onChange(tenant -> changed(tenant, sources.services()));
  }

  private void changed(TenantId tenant, ServiceStore services) {
    for (EngineService service : services.all(tenant)) {
      current(tenant, service.name(), Document.POLICIES);
      current(tenant, service.name(), Document.TAGS);
    }
  }

  /**
   * The version now.
   *
   * @throws dev.lily.graph.CatalogException for an unknown service
   */
  public long current(TenantId tenant, String service, Document document) {
    long position = tags.lastVisible();
    long version =
        document == Document.TAGS
            ? tags.of(tenant, service).version()
            : downloads.version(tenant, service, PluginDownload.Kind.POLICIES).orElse(0);
    log(tenant, service, document).now(version, position, clock.millis());
    return version;
  }

  /**
   * How far a version is behind.
   *
   * @param position the position of the change log that it contains; absent where that is unknown
   * @param versions how many later ones there are
   * @param millis since when there is a later one; 0 where there is none
   */
  public record Lag(OptionalLong position, long versions, long millis) {}

  /** How far somebody is behind who runs this version. */
  public Lag lag(TenantId tenant, String service, Document document, long version) {
    current(tenant, service, document);
    VersionLog log = log(tenant, service, document);
    OptionalLong since = log.outdatedSince(version);
    return new Lag(
        log.position(version),
        log.behind(version),
        since.isPresent() ? Math.max(0, clock.millis() - since.getAsLong()) : 0);
  }

  private VersionLog log(TenantId tenant, String service, Document document) {
    return logs.computeIfAbsent(new Key(tenant, service, document), k -> new VersionLog());
  }
}
