package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.graph.type.TypesDefCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several processes hold an index each from the same log, while it grows; one is killed and goes on
 * from its snapshot. At the same position they say the same.
 */
class FollowersIT {
  private static final RequestContext CONTEXT =
      new RequestContext(
          TenantId.DEFAULT, new Principal("stella", Set.of(), Set.of()), Clock.systemUTC(), "it");
  private static final int GRAPHS = 8;

  @TempDir private Path folder;

  @Test
  void processesAgreeAlthoughOneIsKilled() throws Exception {
    try (Server server = Servers.start(folder.resolve("server"))) {
      GraphCatalog catalog = server.inside().catalog();
      catalog.types().create(CONTEXT, RandomLink.types());
      List<RandomGraph> graphs =
          IntStream.range(0, GRAPHS)
              .mapToObj(number -> new RandomGraph(catalog, CONTEXT, 7, number))
              .toList();
      graphs.forEach(RandomGraph::begin);
      ExecutorService writer = Executors.newSingleThreadExecutor();
      AtomicBoolean over = new AtomicBoolean();
      Future<?> changing = writer.submit(() -> change(graphs, over));
      try (FollowerProcess steady = FollowerProcess.launch(task(server, "steady"))) {
        Map<Long, String> told = followKilled(server, steady, changing);
        over.set(true);
        writer.shutdown();
        assertThat(writer.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        changing.get();
        assertThat(told.values()).hasSizeGreaterThan(3);
      } finally {
        over.set(true);
        writer.shutdown();
      }
    }
  }

  private static void change(List<RandomGraph> graphs, AtomicBoolean over) {
    for (int i = 0; !over.get(); i++) {
      graphs.get(i % GRAPHS).change();
    }
  }

  /** What a process said that was killed amid changes, and the one that went on for it. */
  private Map<Long, String> followKilled(Server server, FollowerProcess steady, Future<?> changing)
      throws Exception {
    FollowerChild.Task task = task(server, "killed");
    Map<Long, String> before;
    try (FollowerProcess first = FollowerProcess.launch(task)) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  goesOn(changing)
                      && first.from() == 0
                      && first.digests().size() > 3
                      && Files.exists(Path.of(task.snapshot())));
      first.kill();
      before = first.digests();
    }
    AtomicReference<Map<Long, String>> after = new AtomicReference<>(Map.of());
    try (FollowerProcess second = FollowerProcess.launch(task)) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                after.set(second.digests());
                return second.from() > 0 && common(after.get(), steady.digests()).size() > 3;
              });
    }
    assertAgreed(before, steady.digests());
    assertAgreed(after.get(), steady.digests());
    assertAgreed(before, after.get());
    return before;
  }

  /** Throws what ended the changes. */
  private static boolean goesOn(Future<?> changing) throws Exception {
    if (changing.isDone()) {
      changing.get();
    }
    return true;
  }

  private static Set<Long> common(Map<Long, String> one, Map<Long, String> other) {
    Set<Long> common = new HashSet<>(one.keySet());
    common.retainAll(other.keySet());
    return common;
  }

  private static void assertAgreed(Map<Long, String> one, Map<Long, String> other) {
    for (long position : common(one, other)) {
      assertThat(one.get(position)).as("at position %d", position).isEqualTo(other.get(position));
    }
  }

  private FollowerChild.Task task(Server server, String name) {
    GraphCatalog catalog = server.inside().catalog();
    return new FollowerChild.Task(
        server.inside().log().connection().clientProperties(),
        new String(
            TypesDefCodec.encode(catalog.types().types().definitions()), StandardCharsets.UTF_8),
        catalog.identity(),
        folder.resolve(name + ".snapshot").toString(),
        TenantId.DEFAULT.value());
  }
}
