package dev.lily.policy.plugins;

import dev.lily.graph.TenantId;
import dev.lily.policy.plugins.PluginQuestion.Caller;
import dev.lily.policy.plugins.PluginQuestion.Kind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A plug-in as it is told to people.
 *
 * @param instance its id
 * @param application the engine, as its id begins: {@code trino}
 * @param host where it runs, by its id
 * @param silentMillis how long ago it asked last; 0 while its question waits for news
 * @param behindVersions the greater one of policies and tags
 * @param behindMillis since when there are later policies or tags than it runs
 * @param documents by name; policies and tags always
 */
public record PluginReport(
    String service,
    String instance,
    String pluginId,
    String application,
    String host,
    String cluster,
    String address,
    String user,
    String agent,
    String capabilities,
    EngineState state,
    long firstSeen,
    long lastSeen,
    long silentMillis,
    long behindVersions,
    long behindMillis,
    Map<String, Document> documents) {
  private static final Set<Kind> ENFORCED = EnumSet.of(Kind.POLICIES, Kind.TAGS);

  /**
   * One document of it.
   *
   * @param running the version that it last said it has; -1 for none
   * @param current the newest version
   * @param sent the version that it was last sent; -1 for none
   */
  public record Document(
      long running,
      long current,
      long behindVersions,
      long behindMillis,
      long sent,
      long sentTime) {}

  /** The document; one of policies and tags. */
  public Document document(Kind kind) {
    return documents.getOrDefault(name(kind), new Document(-1, 0, 0, 0, -1, 0));
  }

  static PluginReport of(
      TenantId tenant, PluginState plugin, Versions versions, long now, Duration threshold) {
    Map<String, Document> documents = documents(tenant, plugin, versions, now);
    List<Document> enforced =
        ENFORCED.stream().flatMap(kind -> Stream.ofNullable(documents.get(name(kind)))).toList();
    long millis = enforced.stream().mapToLong(Document::behindMillis).max().orElse(0);
    long silent = Math.max(0, now - plugin.waits());
    boolean behind =
        millis > threshold.toMillis() || enforced.stream().anyMatch(one -> one.running() < 0);
    Caller caller = plugin.caller();
    return new PluginReport(
        plugin.service(),
        caller.pluginId(),
        caller.pluginId(),
        part(caller.pluginId(), plugin.service(), true),
        part(caller.pluginId(), plugin.service(), false),
        caller.cluster(),
        caller.address(),
        caller.user(),
        caller.agent(),
        caller.capabilities(),
        silent > threshold.toMillis()
            ? EngineState.SILENT
            : behind ? EngineState.BEHIND : EngineState.UP_TO_DATE,
        plugin.firstSeen(),
        plugin.lastSeen(),
        silent,
        enforced.stream().mapToLong(Document::behindVersions).max().orElse(0),
        millis,
        documents);
  }

  private static Map<String, Document> documents(
      TenantId tenant, PluginState plugin, Versions versions, long now) {
    Map<String, Document> documents = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      OptionalLong newest = versions.newest(tenant, plugin.service(), kind);
      if (newest.isPresent() && (ENFORCED.contains(kind) || plugin.documents().containsKey(kind))) {
        PluginState.Document known = plugin.document(kind);
        Versions.Lag lag = versions.lag(tenant, plugin.service(), kind, known.running());
        documents.put(
            name(kind),
            new Document(
                known.running(),
                newest.getAsLong(),
                lag.versions(),
                lag.millis(now, known.currentTime()),
                known.sent(),
                known.sentTime()));
      }
    }
    return documents;
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** An id is {@code application@host-service}. */
  private static String part(String pluginId, String service, boolean application) {
    int at = pluginId.indexOf('@');
    if (at < 0) {
      return "";
    }
    String rest = pluginId.substring(at + 1);
    String suffix = "-" + service;
    return application
        ? pluginId.substring(0, at)
        : Optional.of(rest)
            .filter(text -> text.endsWith(suffix))
            .map(text -> text.substring(0, text.length() - suffix.length()))
            .orElse(rest);
  }
}
