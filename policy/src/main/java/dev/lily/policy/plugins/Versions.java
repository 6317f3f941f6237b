package dev.lily.policy.plugins;

import dev.lily.graph.TenantId;
import dev.lily.policy.DirectoryStore;
import dev.lily.policy.PolicyStore;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.ServiceStore;
import dev.lily.policy.plugins.PluginQuestion.Kind;
import dev.lily.policy.tags.TagViews;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The versions of what engines are given, and when each came to be. Safe for many threads. */
public final class Versions {
  private final Newest newest;
  private final LongSupplier position;
  private final Clock clock;
  private final Map<Key, VersionLog> logs = new ConcurrentHashMap<>();

  private record Key(TenantId tenant, String service, Kind kind) {}

  /** The newest version of a document; empty where there is no such service or document. */
  @FunctionalInterface
  public interface Newest {
    OptionalLong version(TenantId tenant, String service, Kind kind);
  }

  /**
   * Knows no version yet.
   *
   * @param position of the change log that the newest tags contain
   */
  public Versions(Newest newest, LongSupplier position, Clock clock) {
    this.newest = newest;
    this.position = position;
    this.clock = clock;
  }

  /** Notes from now on when each version comes to be. */
  public void follow(
      PolicyStore policies, DirectoryStore directories, ServiceStore services, TagViews tags) {
    tags.onVisible(
        visible ->
            log(visible.tenant(), visible.service(), Kind.TAGS)
                .now(
                    tags.of(visible.tenant(), visible.service()).version(),
                    visible.position(),
                    visible.eventTime()));
    policies.onChange(tenant -> changed(tenant, services));
    directories.onChange(tenant -> changed(tenant, services));
  }

  private void changed(TenantId tenant, ServiceStore services) {
    for (EngineService service : services.all(tenant)) {
      for (Kind kind : Kind.values()) {
        newest(tenant, service.name(), kind);
      }
    }
  }

  /** The version now; empty where there is no such service or document. */
  public OptionalLong newest(TenantId tenant, String service, Kind kind) {
    long reached = position.getAsLong();
    OptionalLong version = newest.version(tenant, service, kind);
    version.ifPresent(now -> log(tenant, service, kind).now(now, reached, clock.millis()));
    return version;
  }

  /**
   * How far a version is behind.
   *
   * @param position the position of the change log that it contains; absent where that is unknown
   * @param versions how many later ones there are, as far as is known; 0 for none
   * @param since when there is a later one; absent where there is none or that is unknown, such as
   *     of a version of before the start
   */
  public record Lag(OptionalLong position, long versions, OptionalLong since) {

    /**
     * How long there has been a later version; 0 where there is none.
     *
     * @param otherwise when it was the newest, for where nothing better is known
     */
    public long millis(long now, long otherwise) {
      return versions == 0 ? 0 : Math.max(0, now - since.orElse(otherwise));
    }
  }

  /** How far somebody is behind who runs this version. */
  public Lag lag(TenantId tenant, String service, Kind kind, long version) {
    OptionalLong unused = newest(tenant, service, kind);
    VersionLog log = log(tenant, service, kind);
    return new Lag(log.position(version), log.behind(version), log.outdatedSince(version));
  }

  private VersionLog log(TenantId tenant, String service, Kind kind) {
    return logs.computeIfAbsent(new Key(tenant, service, kind), k -> new VersionLog());
  }
}
