package dev.lily.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A Ranger plug-in that waits for news of one kind, and how long it waited after each change. */
final class PluginQuestions {
  private static final int WAIT_MILLIS = 30_000;

  private final CatalogClient client;
  private final String path;
  private final List<Long> afterAcknowledged = new ArrayList<>();
  private final List<Long> written = new ArrayList<>();
  private final List<Long> sizes = new ArrayList<>();
  private long version;

  private PluginQuestions(CatalogClient client, String path) {
    this.client = client;
    this.path = path;
  }

  static PluginQuestions policies(CatalogClient client, String service) {
    return new PluginQuestions(
        client, "/service/plugins/policies/download/" + service + "?supportsPolicyDeltas=true");
  }

  static PluginQuestions tags(CatalogClient client, String service) {
    return new PluginQuestions(
        client, "/service/tags/download/" + service + "?supportsTagDeltas=true");
  }

  /** Everything, as a plug-in that knows nothing asks for it. */
  Download everything() {
    Download all = client.download(ask(-1));
    version = all.version();
    return all;
  }

  /**
   * Asks for news, waiting for them; the call makes the change and returns when it was answered.
   */
  Runnable change(Runnable change) {
    CompletableFuture<Answer> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              Download news = client.download(ask(version) + "&waitMillis=" + WAIT_MILLIS);
              return new Answer(news, System.nanoTime());
            });
    return () -> {
      long begin = System.nanoTime();
      change.run();
      long acknowledged = System.nanoTime();
      Answer answer = waiting.join();
      version = answer.news().version();
      written.add(acknowledged - begin);
      afterAcknowledged.add(Math.max(0, answer.time() - acknowledged));
      sizes.add(answer.news().bytes());
    };
  }

  private record Answer(Download news, long time) {}

  private String ask(long known) {
    return path + "&pluginId=bench&lastKnownVersion=" + known;
  }

  /** What the changes were like. */
  ObjectNode findings() {
    Latencies writes = latencies(written);
    Latencies answers = latencies(afterAcknowledged);
    return Json.object()
        .put("changes", writes.count())
        .put("writeP50Milliseconds", Timer.rounded(writes.percentile(50)))
        .put("writeP99Milliseconds", Timer.rounded(writes.percentile(99)))
        .put("answerAfterWriteP50Milliseconds", Timer.rounded(answers.percentile(50)))
        .put("answerAfterWriteP99Milliseconds", Timer.rounded(answers.percentile(99)))
        .put("largestDeltaBytes", sizes.stream().mapToLong(Long::longValue).max().orElse(0));
  }

  private static Latencies latencies(List<Long> nanos) {
    return new Latencies(nanos.stream().mapToLong(Long::longValue).toArray());
  }
}
