package dev.lily.policy.plugins;

import dev.lily.policy.plugins.PluginDownload.Kind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A plug-in as it is told to people.
 *
 * @param application the engine, as its id begins: {@code trino}
 * @param host where it runs, by its id
 * @param behindMillis how long ago it last had the newest of what it is behind with
 */
public record PluginReport(
    String service,
    String pluginId,
    String application,
    String host,
    String cluster,
    String address,
    String user,
    String agent,
    String capabilities,
    State state,
    long firstSeen,
    long lastSeen,
    long silentMillis,
    long behindVersions,
    long behindMillis,
    Map<String, Document> documents) {

  /** How it is with a plug-in. */
  public enum State {
    /** It has the newest policies and tags, or has had them lately. */
    CURRENT,
    /** It asks, and has been without the newest policies or tags for too long. */
    BEHIND,
    /** It has not asked for too long. */
    SILENT
  }

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

  /** The newest versions. */
  @FunctionalInterface
  interface Newest {
    OptionalLong version(Kind kind);
  }

  static PluginReport of(PluginState plugin, Newest newest, long now, Duration threshold) {
    Map<Kind, Document> documents = new EnumMap<>(Kind.class);
    plugin
        .documents()
        .forEach(
            (kind, one) ->
                newest
                    .version(kind)
                    .ifPresent(version -> documents.put(kind, document(one, version, now))));
    long silent = now - plugin.lastSeen();
    long versions = 0;
    long millis = 0;
    for (Kind kind : new Kind[] {Kind.POLICIES, Kind.TAGS}) {
      Document one = documents.get(kind);
      if (one != null) {
        versions = Math.max(versions, one.behindVersions());
        millis = Math.max(millis, one.behindMillis());
      }
    }
    long patience = threshold.toMillis();
    State state =
        silent > patience ? State.SILENT : millis > patience ? State.BEHIND : State.CURRENT;
    Map<String, Document> named = new LinkedHashMap<>();
    documents.forEach((kind, one) -> named.put(kind.name().toLowerCase(Locale.ROOT), one));
    PluginDownload.Caller caller = plugin.caller();
    return new PluginReport(
        plugin.service(),
        caller.pluginId(),
        part(caller.pluginId(), plugin.service(), true),
        part(caller.pluginId(), plugin.service(), false),
        caller.cluster(),
        caller.address(),
        caller.user(),
        caller.agent(),
        caller.capabilities(),
        state,
        plugin.firstSeen(),
        plugin.lastSeen(),
        silent,
        versions,
        millis,
        named);
  }

  private static Document document(PluginState.Document one, long current, long now) {
    long behind = Math.max(0, current - Math.max(0, one.running()));
    return new Document(
        one.running(),
        current,
        behind,
        behind == 0 ? 0 : now - one.currentTime(),
        one.sent(),
        one.sentTime());
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
