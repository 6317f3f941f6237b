package dev.lily.policy.plugins;

import dev.lily.graph.TenantId;
import dev.lily.policy.plugins.PluginDownload.Answer;
import dev.lily.policy.plugins.PluginQuestion.Kind;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The plug-ins of every tenant: who asked, what they run and what they were sent. At most 1,000
 * plug-ins of a tenant, those that asked last and within a week, and as many downloads. The
 * plug-ins are kept in {@code plugins.json} of the tenant's folder, written at most once a minute;
 * downloads are not. Safe for many threads.
 */
public final class PluginActivity implements AutoCloseable {
  private static final int PLUGINS = 1_000;
  private static final int DOWNLOADS = 1_000;
  private static final long SAVED_MILLIS = 60_000;
  private static final Duration FORGOTTEN = Duration.ofDays(7);

  private final Path folder;
  private final Versions versions;
  private final Duration threshold;
  private final Clock clock;
  private final Map<TenantId, Tenant> tenants = new ConcurrentHashMap<>();
  private final List<Consumer<Advance>> advanceListeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<PluginDownload>> downloadListeners = new CopyOnWriteArrayList<>();

  private record Key(String service, String instance) {}

  private static final class Tenant {
    final Map<Key, PluginState> plugins = new LinkedHashMap<>(16, 0.75f, true);
    final Deque<PluginDownload> downloads = new ArrayDeque<>();
    long saved;
    boolean changed;
  }

  /**
   * A plug-in has said for the first time that it has a later version.
   *
   * @param before the version that it had when it asked before
   * @param millis since when there was a later one than that
   */
  public record Advance(PluginQuestion question, long before, long millis) {}

  /**
   * Remembers.
   *
   * @param threshold after which a plug-in counts as behind or silent
   */
  public PluginActivity(Path folder, Versions versions, Duration threshold, Clock clock) {
    this.folder = folder;
    this.versions = versions;
    this.threshold = threshold;
    this.clock = clock;
  }

  /** Calls the listener with each advance of which is known since when it was due. */
  public void onAdvance(Consumer<Advance> listener) {
    advanceListeners.add(listener);
  }

  /** Calls the listener with each answer. */
  public void onDownload(Consumer<PluginDownload> listener) {
    downloadListeners.add(listener);
  }

  /**
   * A plug-in asks, and with that says what it runs. Plug-ins name themselves; who does not, like a
   * person with a browser, is sent what there is, and is no engine that would have to follow.
   */
  public void asked(PluginQuestion question) {
    if (!question.caller().isPlugin()) {
      return;
    }
    OptionalLong newest = versions.newest(question.tenant(), question.service(), question.kind());
    Tenant tenant = tenant(question.tenant());
    long before;
    synchronized (tenant) {
      Key key = key(question.service(), question.caller());
      PluginState known = tenant.plugins.get(key);
      before = known == null ? -1 : known.document(question.kind()).running();
      tenant.plugins.put(key, PluginState.asked(known, question, newest));
      while (tenant.plugins.size() > PLUGINS) {
        tenant.plugins.remove(tenant.plugins.keySet().iterator().next());
      }
      changed(question.tenant(), tenant, question.time());
    }
    if (before >= 0 && question.known() > before) {
      versions
          .lag(question.tenant(), question.service(), question.kind(), before)
          .since()
          .ifPresent(since -> advanced(new Advance(question, before, question.time() - since)));
    }
  }

  private void advanced(Advance advance) {
    advanceListeners.forEach(listener -> listener.accept(advance));
  }

  /** A plug-in is answered. */
  public void answered(PluginDownload download) {
    PluginQuestion question = download.question();
    Tenant tenant = tenant(question.tenant());
    synchronized (tenant) {
      tenant.plugins.computeIfPresent(
          key(question.service(), question.caller()), (k, known) -> known.answered(download));
      if (download.answer() != Answer.NOTHING_NEW) {
        tenant.downloads.addFirst(download);
        while (tenant.downloads.size() > DOWNLOADS) {
          tenant.downloads.removeLast();
        }
      }
      changed(question.tenant(), tenant, download.time());
    }
    downloadListeners.forEach(listener -> listener.accept(download));
  }

  /** The plug-ins of services that are still there; those in trouble first, then by id. */
  public List<PluginReport> plugins(TenantId tenant) {
    return reports(
        tenant, plugin -> versions.newest(tenant, plugin.service(), Kind.POLICIES).isPresent());
  }

  /** The plug-ins of a service that is there, in the same order. */
  public List<PluginReport> plugins(TenantId tenant, String service) {
    return reports(tenant, plugin -> plugin.service().equals(service));
  }

  private List<PluginReport> reports(TenantId id, Predicate<PluginState> wanted) {
    Tenant tenant = tenant(id);
    List<PluginState> known;
    synchronized (tenant) {
      known = List.copyOf(tenant.plugins.values());
    }
    long now = clock.millis();
    return known.stream()
        .filter(plugin -> now - plugin.lastSeen() < FORGOTTEN.toMillis())
        .filter(wanted)
        .map(plugin -> PluginReport.of(id, plugin, versions, now, threshold))
        .sorted(
            Comparator.comparing(PluginReport::state)
                .reversed()
                .thenComparing(PluginReport::service)
                .thenComparing(PluginReport::instance))
        .toList();
  }

  /** What was sent, the latest first. */
  public List<PluginDownload> downloads(TenantId id) {
    Tenant tenant = tenant(id);
    synchronized (tenant) {
      return List.copyOf(tenant.downloads);
    }
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
          new PluginFile(folder, t)
              .read().stream()
                  .filter(one -> one.caller().isPlugin())
                  .forEach(one -> tenant.plugins.put(key(one.service(), one.caller()), one));
          return tenant;
        });
  }

  private void changed(TenantId id, Tenant tenant, long time) {
    tenant.changed = true;
    if (time - tenant.saved > SAVED_MILLIS) {
      save(id, tenant);
    }
  }

  /** Where the disk does not take it, the next minute tries again. */
  private void save(TenantId id, Tenant tenant) {
    tenant.saved = clock.millis();
    tenant.changed = !new PluginFile(folder, id).write(tenant.plugins.values());
  }

  private static Key key(String service, PluginQuestion.Caller caller) {
    return new Key(service, caller.pluginId());
  }
}
