package dev.lily.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.server.CrashLedger.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing is lost or invented when the process is killed between any two steps. {@code
 * -Dlily.crash.seed} repeats a run, as far as the machine plays along; {@code -Dlily.crash.rounds}
 * changes its length.
 */
class CrashIT {
  private static final int WRITERS = 4;

  /** Tables that are acknowledged, at least, before a process is killed. */
  private static final int ANSWERED = 8;

  private static final String NAMESPACE = "crash";
  private static final String SOURCE = NAMESPACE + "/source";
  private static final List<String> COLUMNS = List.of("id", "email", "phone", "country");

  private final CrashLedger ledger = new CrashLedger();
  private final int[] next = new int[WRITERS];

  @Test
  void survivesBeingKilled(@TempDir Path data) throws Exception {
    long seed = Long.getLong("lily.crash.seed", System.nanoTime());
    Random random = new Random(seed);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    int rounds = Integer.getInteger("lily.crash.rounds", 6);
    for (int round = 1; round <= 3 || round <= rounds && System.nanoTime() < end; round++) {
      if (random.nextInt(3) == 0) {
        killWhileStarting(data, random);
      }
      long begin = System.nanoTime();
      boolean stopped;
      try (CrashServer server = CrashServer.launch(data)) {
        server.awaitReady();
        long started = millisSince(begin);
        String told = check(server, data);
        report(seed, round, started, told);
        assertThat(told).as("seed %d, round %d", seed, round).startsWith("ok agreed");
        prepare(server);
        stopped = round <= 2 || random.nextBoolean();
        if (stopped) {
          server.stop();
        } else {
          load(server, new Random(random.nextLong()), 300 + random.nextInt(2_500));
        }
      }
      if (stopped) {
        loadAfterOrderlyStop(data, random);
      }
    }
    try (CrashServer server = CrashServer.launch(data)) {
      server.awaitReady();
      String told = check(server, data);
      report(seed, 0, 0, told);
      assertThat(told).as("seed %d, at the end", seed).startsWith("ok agreed");
      assertThat(server.get("/metrics"))
          .contains("lily_outbox_lag 0.0", "lily_index_lag 0.0", "lily_propagated_waiting 0.0");
    }
    assertThat(data.resolve("logs/lily.log"))
        .content()
        .contains("lineage index from its snapshot")
        .doesNotContain("reading the graph instead");
    assertThat(ledger.snapshot().acknowledged()).hasSizeGreaterThan(20);
    assertThat(ledger.snapshot().tagged()).hasSizeGreaterThan(3);
  }

  /** What is killed now has a snapshot of the index that is older than the last change. */
  private void loadAfterOrderlyStop(Path data, Random random) throws Exception {
    try (CrashServer server = CrashServer.launch(data)) {
      server.awaitReady();
      load(server, new Random(random.nextLong()), 300 + random.nextInt(2_500));
    }
  }

  private static void killWhileStarting(Path data, Random random) {
    try (CrashServer server = CrashServer.launch(data)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300 + random.nextInt(5_000)));
      assertThat(server.said()).noneMatch(line -> line.contains("Lily cannot"));
    }
  }

  private String check(CrashServer server, Path data) throws IOException {
    for (String column : ledger.unknown()) {
      ledger.learn(column, server.ask("tagged", column).equals("ok true"));
    }
    Path file = data.resolveSibling(data.getFileName() + ".ledger.json");
    new ObjectMapper().writeValue(file.toFile(), ledger.snapshot());
    return server.ask("check", file.toString());
  }

  private void prepare(CrashServer server) {
    if (next[0] == 0) {
      assertThat(server.ask("define", CrashChild.TAG)).startsWith("ok");
    }
  }

  /**
   * Writes from several threads until the process is killed amid them: after that time, on a busy
   * machine when it has answered some.
   */
  private void load(CrashServer server, Random random, int millis) throws Exception {
    int enough = ledger.snapshot().acknowledged().size() + ANSWERED;
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    AtomicBoolean over = new AtomicBoolean();
    for (int writer = 0; writer < WRITERS; writer++) {
      int number = writer;
      Random own = new Random(random.nextLong());
      writers.execute(() -> write(server, number, own, over));
    }
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> ledger.snapshot().acknowledged().size() >= enough);
    server.kill();
    over.set(true);
    writers.shutdown();
    assertThat(writers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
  }

  private void write(CrashServer server, int writer, Random random, AtomicBoolean over) {
    List<String> mine = new ArrayList<>();
    while (!over.get()) {
      if (random.nextInt(4) > 0 || mine.isEmpty()) {
        String name = NAMESPACE + "/t" + writer + "x" + next[writer]++;
        String source = mine.isEmpty() ? SOURCE : mine.get(random.nextInt(mine.size()));
        Table table = new Table(name, source, COLUMNS);
        ledger.send(table, () -> server.post("/api/v1/lineage", event(table)) == 201);
        if (ledger.table(name).isPresent()) {
          mine.add(name);
        }
      } else if (random.nextInt(4) > 0) {
        String column =
            mine.get(random.nextInt(mine.size())) + "#" + COLUMNS.get(random.nextInt(4));
        boolean put = !ledger.columnsTagged().contains(column);
        ledger.tag(column, put, () -> server.ask(put ? "tag" : "untag", column).startsWith("ok"));
      }
    }
  }

  private static String event(Table table) {
    String output = table.name().substring(NAMESPACE.length() + 1);
    String input = table.source().substring(NAMESPACE.length() + 1);
    List<String> fields = new ArrayList<>();
    List<String> derived = new ArrayList<>();
    for (String column : table.columns()) {
      fields.add("{\"name\":\"%s\",\"type\":\"varchar\"}".formatted(column));
      derived.add(
          """
          "%s":{"inputFields":[{"namespace":"%s","name":"%s","field":"%1$s",
          "transformations":[{"type":"DIRECT","subtype":"IDENTITY"}]}]}"""
              .formatted(column, NAMESPACE, input));
    }
    return """
    {"eventTime":"2026-01-01T00:00:00Z","eventType":"COMPLETE","producer":"https://lily.dev/test",
    "run":{"runId":"%s"},"job":{"namespace":"%s","name":"make %s"},
    "inputs":[{"namespace":"%2$s","name":"%s"}],
    "outputs":[{"namespace":"%2$s","name":"%3$s","facets":{
    "schema":{"fields":[%s]},"columnLineage":{"fields":{%s}}}}]}"""
        .formatted(
            UUID.randomUUID(),
            NAMESPACE,
            output,
            input,
            String.join(",", fields),
            String.join(",", derived));
  }

  private static void report(long seed, int round, long started, String told) {
    System.out.printf("crash seed %d round %d: ready in %d ms; %s%n", seed, round, started, told);
  }

  private static long millisSince(long begin) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
  }
}
