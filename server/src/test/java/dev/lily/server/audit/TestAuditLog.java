package dev.lily.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lily.graph.TenantId;
import dev.lily.policy.Decision.PolicyRef;
import dev.lily.policy.audit.DecisionEvent;
import dev.lily.policy.audit.DecisionEvent.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestAuditLog {
  private static final TenantId ONE = TenantId.DEFAULT;
  private static final TenantId OTHER = new TenantId("other");
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir Path folder;

  @Test
  void nobodyWaitsForASlowDestinationAndWhatIsLostIsCounted() {
    CountDownLatch opened = new CountDownLatch(1);
    AuditLog log = new AuditLog(100, 3, List.of(new Slow(opened)));
    for (int i = 0; i < 10; i++) {
      log.add(event(ONE, "bob", NOON));
    }
    assertThat(log.dropped()).isEqualTo(7);
    assertThat(log.waiting()).isEqualTo(3);

    log.start();
    opened.countDown();
    await().until(() -> log.written() == 3);
    log.close();
    log.add(event(ONE, "bob", NOON));
    assertThat(log.dropped()).isEqualTo(8);
  }

  private record Slow(CountDownLatch opened) implements AuditDestination {
    @Override
    public void write(TenantId tenant, List<byte[]> events) throws IOException {
      try {
        opened.await();
      } catch (InterruptedException stopped) {
        throw new IOException(stopped);
      }
    }

    @Override
    public void close() {
      // has nothing open
    }
  }

  @Test
  void denialsAreNeverLeftOut() {
    AuditLog log = new AuditLog(0, 10, List.of());
    assertThat(log.wants(true)).isTrue();
    assertThat(log.wants(false)).isFalse();
    assertThat(new AuditLog(100, 10, List.of()).wants(false)).isTrue();
  }

  @Test
  void filesAreOfOneTenantEachAndReadNewestFirst() throws IOException {
    AuditFiles files = files(NOON, 1 << 20, 5);
    write(files, event(ONE, "bob", NOON), event(ONE, "ann", NOON.plusSeconds(1)));
    write(files, event(OTHER, "eve", NOON));
    files.close();
    AuditFiles next = files(NOON.plusSeconds(5), 1 << 20, 5);
    write(next, event(ONE, "bob", NOON.plusSeconds(2)));

    assertThat(list(ONE)).hasSize(1);
    assertThat(next.latest(ONE, 0, line -> true, 10))
        .extracting(TestAuditLog::user)
        .containsExactly("bob", "ann", "bob");
    assertThat(next.latest(OTHER, 0, line -> true, 10))
        .extracting(TestAuditLog::user)
        .containsExactly("eve");
    assertThat(next.latest(ONE, 0, line -> true, 2)).hasSize(2);
    assertThat(next.latest(new TenantId("none"), 0, line -> true, 2)).isEmpty();
    AuditQuery bob =
        new AuditQuery(
            Optional.of("bob"),
            Optional.of("lake.s.t.email"),
            Optional.of(3L),
            Optional.of("MASKED"),
            Optional.of("opa"),
            Optional.empty(),
            NOON.plusSeconds(1).toEpochMilli(),
            Long.MAX_VALUE,
            10);
    assertThat(next.latest(ONE, 0, bob, 10)).hasSize(1);
    next.close();
  }

  @Test
  void filesEndAtTheirSizeAndAreNeverTooMany() throws IOException {
    for (int day = 0; day < 6; day++) {
      AuditFiles files = files(NOON.plus(Duration.ofDays(day)), 100, 3);
      write(files, event(ONE, "bob" + day, NOON));
      write(files, event(ONE, "ann" + day, NOON));
      files.close();
    }
    assertThat(list(ONE)).hasSize(3);
    assertThat(files(NOON, 100, 3).latest(ONE, 0, line -> true, 10))
        .extracting(TestAuditLog::user)
        .containsExactly("ann5", "bob5", "ann4");
  }

  @Test
  void whatIsOlderThanTheRetentionIsDeleted() throws IOException {
    AuditFiles old = files(NOON, 1 << 20, 100);
    write(old, event(ONE, "bob", NOON));
    old.close();
    AuditFiles later = files(NOON.plus(Duration.ofDays(20)), 1 << 20, 100);
    write(later, event(ONE, "bob", NOON));
    later.close();
    AuditFiles last = files(NOON.plus(Duration.ofDays(60)), 1 << 20, 100);
    write(last, event(ONE, "bob", NOON));
    last.close();
    assertThat(list(ONE)).hasSize(2);
  }

  private static void write(AuditFiles files, DecisionEvent... events) throws IOException {
    files.write(events[0].tenant(), Stream.of(events).map(AuditJson::write).toList());
  }

  private List<Path> list(TenantId tenant) throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve(tenant.value()))) {
      return all.toList();
    }
  }

  private AuditFiles files(Instant now, long bytes, int number) {
    return new AuditFiles(
        folder,
        new AuditFiles.Limits(bytes, number, Duration.ofDays(30)),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  private static String user(String line) {
    return AuditQuery.read(line).orElseThrow().path("user").asText();
  }

  private static DecisionEvent event(TenantId tenant, String user, Instant time) {
    return new DecisionEvent(
        time.toEpochMilli(),
        tenant,
        "r1",
        "opa",
        "engine",
        "trino",
        user,
        Set.of("analysts"),
        "mask",
        "lake.s.t",
        List.of("email"),
        1,
        Verdict.MASKED,
        List.of(new PolicyRef(3, "PII", 1)),
        List.of("PII"),
        1,
        "");
  }

  @Test
  void nothingEmptyIsWritten() {
    String json = new String(AuditJson.write(event(ONE, "bob", NOON)), StandardCharsets.UTF_8);
    assertThat(json)
        .isEqualTo(
            "{\"time\":\"2026-11-22T12:00:00Z\",\"tenant\":\"default\",\"requestId\":\"r1\","
                + "\"source\":\"opa\",\"askedBy\":\"engine\",\"service\":\"trino\",\"user\":\"bob\","
                + "\"groups\":[\"analysts\"],\"action\":\"mask\",\"resource\":\"lake.s.t\","
                + "\"columns\":[\"email\"],\"decision\":\"MASKED\","
                + "\"policies\":[{\"id\":3,\"name\":\"PII\",\"version\":1}],\"tags\":[\"PII\"]}");
  }
}
