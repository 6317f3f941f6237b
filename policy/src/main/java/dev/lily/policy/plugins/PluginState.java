package dev.lily.policy.plugins;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lily.policy.plugins.PluginDownload.Answer;
import dev.lily.policy.plugins.PluginDownload.Caller;
import dev.lily.policy.plugins.PluginDownload.Kind;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one plug-in. Immutable.
 *
 * @param firstSeen epoch milliseconds, as all times
 */
record PluginState(
    @JsonProperty("service") String service,
    @JsonProperty("caller") Caller caller,
    @JsonProperty("firstSeen") long firstSeen,
    @JsonProperty("lastSeen") long lastSeen,
    @JsonProperty("documents") Map<Kind, Document> documents) {

  /**
   * One of its documents.
   *
   * @param running the version that it last said it has
   * @param sent the version that it was last sent; -1 for none since it is known
   * @param sentTime 0 for none
   * @param currentTime when it last said that it has the newest version, or was first seen
   */
  record Document(
      @JsonProperty("running") long running,
      @JsonProperty("sent") long sent,
      @JsonProperty("sentTime") long sentTime,
      @JsonProperty("currentTime") long currentTime) {

    Document after(PluginDownload download) {
      boolean news = download.answer() != Answer.NOTHING_NEW;
      return new Document(
          download.known(),
          news ? download.version() : sent,
          news ? download.time() : sentTime,
          news ? currentTime : download.time());
    }
  }

  PluginState {
    documents = Map.copyOf(documents);
  }

  /** The plug-in after the download. */
  static PluginState after(@Nullable PluginState before, PluginDownload download) {
    Map<Kind, Document> documents = new EnumMap<>(Kind.class);
    if (before != null) {
      documents.putAll(before.documents());
    }
    documents.merge(
        download.kind(),
        new Document(-1, -1, 0, download.time()).after(download),
        (old, first) -> old.after(download));
    return new PluginState(
        download.service(),
        download.caller(),
        before == null ? download.time() : before.firstSeen(),
        download.time(),
        documents);
  }
}
