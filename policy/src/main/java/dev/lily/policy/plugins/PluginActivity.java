package dev.lily.policy.plugins;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lily.graph.CatalogException;
import dev.lily.graph.TenantId;
import dev.lily.policy.plugins.PluginDownload.Answer;
import dev.lily.policy.plugins.PluginDownload.Kind;
import dev.lily.policy.plugins.PluginReport.State;
import dev.lily.policy.store.JsonFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The plug-ins of every tenant: who asked, what they have and what they were sent. At most 1,000
 * plug-ins of a tenant, those that asked last, and as many downloads. The plug-ins are kept in
 * {@code plugins.json} of the tenant's folder, written at most once a minute; downloads are not.
 */
public final class PluginActivity implements PluginDownload.Listener, AutoCloseable {
  private static final int PLUGINS = 1_000;
  private static final int DOWNLOADS = 1_000;
  private static final long SAVED_MILLIS = 60_000;

  private final Path folder;
  private final Newest newest;
  private final Duration threshold;
  private final Clock clock;
  private final Map<TenantId, Tenant> tenants = new ConcurrentHashMap<>();

  /** The newest version of a document; empty where there is no such service. */
  @FunctionalInterface
  public interface Newest {
    OptionalLong version(TenantId tenant, String service, Kind kind);
  }

  private record Key(String service, String pluginId, String cluster, String address) {}

  private record Saved(@JsonProperty("plugins") List<PluginState> plugins) {}

  private static final class Tenant {
    final Map<Key, PluginState> plugins = new LinkedHashMap<>(16, 0.75f, true);
    final Deque<PluginDownload> downloads = new ArrayDeque<>();
    long saved;
    boolean changed;
  }

  /**
   * Remembers.
   *
   * @param threshold after which a plug-in counts as behind or silent
   */
  public PluginActivity(Path folder, Newest newest, Duration threshold, Clock clock) {
    this.folder = folder;
    this.newest = newest;
    this.threshold = threshold;
    this.clock = clock;
  }

  @Override
  public void answered(PluginDownload download) {
    Tenant tenant = tenant(download.tenant());
    synchronized (tenant) {
      tenant.plugins.compute(
          key(download.service(), download.caller()),
          (k, before) -> PluginState.after(before, download));
      while (tenant.plugins.size() > PLUGINS) {
        tenant.plugins.remove(tenant.plugins.keySet().iterator().next());
      }
      if (download.answer() != Answer.NOTHING_NEW) {
        tenant.downloads.addFirst(download);
        while (tenant.downloads.size() > DOWNLOADS) {
          tenant.downloads.removeLast();
        }
      }
      tenant.changed = true;
      if (download.time() - tenant.saved > SAVED_MILLIS) {
        save(download.tenant(), tenant);
      }
    }
  }

  /** The plug-ins of services that are still there; those in trouble first, then by id. */
  public List<PluginReport> plugins(TenantId id) {
    Tenant tenant = tenant(id);
    List<PluginState> known;
    synchronized (tenant) {
      known = List.copyOf(tenant.plugins.values());
    }
    long now = clock.millis();
    List<PluginReport> reports = new ArrayList<>();
    for (PluginState plugin : known) {
      if (newest.version(id, plugin.service(), Kind.POLICIES).isPresent()) {
        reports.add(
            PluginReport.of(
                plugin, kind -> newest.version(id, plugin.service(), kind), now, threshold));
      }
    }
    reports.sort(
        Comparator.comparing(PluginReport::state)
            .reversed()
            .thenComparing(PluginReport::service)
            .thenComparing(PluginReport::pluginId)
            .thenComparing(PluginReport::address));
    return reports;
  }

  /** What was sent, the latest first. */
  public List<PluginDownload> downloads(TenantId id) {
    Tenant tenant = tenant(id);
    synchronized (tenant) {
      return List.copyOf(tenant.downloads);
    }
  }

  /** How many plug-ins of all tenants that were seen since the start are in that state. */
  public long count(State state) {
    return tenants.keySet().stream()
        .flatMap(tenant -> plugins(tenant).stream())
        .filter(plugin -> plugin.state() == state)
        .count();
  }

  /** How long the one that is farthest behind has been so. */
  public Duration farthestBehind() {
    return Duration.ofMillis(
        tenants.keySet().stream()
            .flatMap(tenant -> plugins(tenant).stream())
            .filter(plugin -> plugin.state() != State.SILENT)
            .mapToLong(PluginReport::behindMillis)
            .max()
            .orElse(0));
  }

  @Override
  public void close() {
    tenants.forEach(
        (id, tenant) -> {
          synchronized (tenant) {
            if (tenant.changed) {
              save(id, tenant);
            }
          }
        });
  }

  private Tenant tenant(TenantId id) {
    return tenants.computeIfAbsent(
        id,
        t -> {
          Tenant tenant = new Tenant();
          tenant.saved = clock.millis();
          read(t).forEach(one -> tenant.plugins.put(key(one.service(), one.caller()), one));
          return tenant;
        });
  }

  /** A file that cannot be read is not worth that a plug-in gets no policies. */
  private List<PluginState> read(TenantId id) {
    try {
      return file(id).read().map(Saved::plugins).orElse(List.of());
    } catch (CatalogException broken) {
      return List.of();
    }
  }

  /** Where the disk does not take it, the next minute tries again. */
  private void save(TenantId id, Tenant tenant) {
    tenant.saved = clock.millis();
    try {
      file(id).write(new Saved(List.copyOf(tenant.plugins.values())));
      tenant.changed = false;
    } catch (UncheckedIOException full) {
      tenant.changed = true;
    }
  }

  private static Key key(String service, PluginDownload.Caller caller) {
    return new Key(service, caller.pluginId(), caller.cluster(), caller.address());
  }

  private JsonFile<Saved> file(TenantId id) {
    return new JsonFile<>(folder.resolve(id.value()).resolve("plugins.json"), Saved.class);
  }
}
