package dev.lily.policy.plugins;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lily.policy.plugins.PluginDownload.Answer;
import dev.lily.policy.plugins.PluginQuestion.Caller;
import dev.lily.policy.plugins.PluginQuestion.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one plug-in. Immutable.
 *
 * @param firstSeen epoch milliseconds, as all times
 * @param lastSeen when it asked last
 * @param waits until when one of its questions may wait for news
 */
record PluginState(
    @JsonProperty("service") String service,
    @JsonProperty("caller") Caller caller,
    @JsonProperty("firstSeen") long firstSeen,
    @JsonProperty("lastSeen") long lastSeen,
    @JsonProperty("waits") long waits,
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

    private Document asked(PluginQuestion question, OptionalLong newest) {
      boolean current = newest.isEmpty() || newest.getAsLong() == question.known();
      return new Document(
          question.known(), sent, sentTime, current ? question.time() : currentTime);
    }

    private Document answered(PluginDownload download) {
      return download.answer() == Answer.NOTHING_NEW
          ? new Document(running, sent, sentTime, download.time())
          : new Document(running, download.version(), download.time(), currentTime);
    }
  }

  PluginState {
    documents = Map.copyOf(documents);
  }

  /** What it has of the document; nothing since it was first seen where it never asked for it. */
  Document document(Kind kind) {
    Document known = documents.get(kind);
    return known == null ? new Document(-1, -1, 0, firstSeen) : known;
  }

  /** The plug-in after a question. */
  static PluginState asked(
      @Nullable PluginState before, PluginQuestion question, OptionalLong newest) {
    long waits = question.time() + question.patience().toMillis();
    PluginState known =
        before == null
            ? new PluginState(
                question.service(),
                question.caller(),
                question.time(),
                question.time(),
                waits,
                Map.of())
            : before;
    return new PluginState(
        question.service(),
        question.caller().withClusterOf(known.caller),
        known.firstSeen,
        question.time(),
        Math.max(known.waits, waits),
        known.with(question.kind(), known.document(question.kind()).asked(question, newest)));
  }

  /** The plug-in after an answer; what it runs it says with its next question. */
  PluginState answered(PluginDownload download) {
    Kind kind = download.question().kind();
    return new PluginState(
        service, caller, firstSeen, lastSeen, waits, with(kind, document(kind).answered(download)));
  }

  private Map<Kind, Document> with(Kind kind, Document document) {
    Map<Kind, Document> all = new EnumMap<>(Kind.class);
    all.putAll(documents);
    all.put(kind, document);
    return all;
  }
}
