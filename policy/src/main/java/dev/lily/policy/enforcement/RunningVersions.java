package dev.lily.policy.enforcement;

import dev.lily.graph.TenantId;
import dev.lily.policy.enforcement.Versions.Document;
import java.time.Clock;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Which versions the plug-ins of Ranger run, by what they say when they ask: a plug-in names the
 * version that it has activated. In memory since the start.
 */
public final class RunningVersions {
  private static final int PLUGINS = 1_000;

  private final Clock clock;
  private final List<Consumer<Advance>> listeners = new CopyOnWriteArrayList<>();
  private final Map<TenantId, Map<Key, Seen>> tenants = new ConcurrentHashMap<>();

  public RunningVersions(Clock clock) {
    this.clock = clock;
  }

  private record Key(String service, String instance) {}

  private static final class Seen {
    final Map<Document, Long> runs = new EnumMap<>(Document.class);
    String cluster = "";
    long lastSeen;
  }

  /**
   * A plug-in that has asked.
   *
   * @param instance what it calls itself
   * @param cluster what it calls its cluster, or empty
   * @param runs the version that it has of each document; -1 for none yet
   * @param lastSeen when it asked last, epoch milliseconds
   */
  public record Plugin(
      String service, String instance, String cluster, Map<Document, Long> runs, long lastSeen) {
    public Plugin {
      runs = Map.copyOf(runs);
    }
  }

  /**
   * A plug-in has come from one version to a later one.
   *
   * @param before the version that it had when it asked before
   */
  public record Advance(TenantId tenant, String service, Document document, long before) {}

  /** Calls the listener when a plug-in says for the first time that it has a later version. */
  public void onAdvance(Consumer<Advance> listener) {
    listeners.add(listener);
  }

  /** A plug-in has asked for a document and named the version that it has. */
  public void asked(TenantId tenant, Plugin from, Document document, long version) {
    Map<Key, Seen> plugins = tenants.computeIfAbsent(tenant, t -> new ConcurrentHashMap<>());
    Seen seen = plugins.computeIfAbsent(new Key(from.service(), from.instance()), k -> new Seen());
    long before;
    synchronized (seen) {
      before = Objects.requireNonNullElse(seen.runs.put(document, version), version);
      seen.lastSeen = clock.millis();
      if (!from.cluster().isEmpty()) {
        seen.cluster = from.cluster();
      }
    }
    if (before >= 0 && version > before) {
      Advance advance = new Advance(tenant, from.service(), document, before);
      listeners.forEach(listener -> listener.accept(advance));
    }
    if (plugins.size() > PLUGINS) {
      forgetOne(plugins);
    }
  }

  private static void forgetOne(Map<Key, Seen> plugins) {
    plugins.entrySet().stream()
        .min(Comparator.comparingLong(one -> one.getValue().lastSeen))
        .ifPresent(oldest -> plugins.remove(oldest.getKey()));
  }

  /** The plug-ins of the service, by name. */
  public List<Plugin> of(TenantId tenant, String service) {
    return tenants.getOrDefault(tenant, Map.of()).entrySet().stream()
        .filter(one -> one.getKey().service().equals(service))
        .map(one -> plugin(one.getKey(), one.getValue()))
        .sorted(Comparator.comparing(Plugin::instance))
        .toList();
  }

  private static Plugin plugin(Key key, Seen seen) {
    synchronized (seen) {
      return new Plugin(key.service(), key.instance(), seen.cluster, seen.runs, seen.lastSeen);
    }
  }
}
