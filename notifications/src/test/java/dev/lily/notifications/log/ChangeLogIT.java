package dev.lily.notifications.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.change.Outbox;
import dev.lily.notifications.broker.BrokerSettings;
import dev.lily.notifications.broker.EmbeddedBroker;
import dev.lily.notifications.broker.KafkaConnection;
import dev.lily.notifications.log.ConsumerStatus.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

final class ChangeLogIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private static Path folder;
  private static EmbeddedBroker broker;

  private final MemoryOutbox outbox = new MemoryOutbox();
  private final List<AutoCloseable> open = new ArrayList<>();
  private String topic;
  private String deadTopic;
  private DeadLetters deadLetters;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start(new BrokerSettings(folder, 0));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void createTopics(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
    deadTopic = topic + "-dead";
    Duration week = Duration.ofDays(7);
    List<TopicSpec> topics =
        List.of(
            new TopicSpec(topic, 3, (short) 1, week),
            new TopicSpec(deadTopic, 1, (short) 1, Duration.ofMillis(-1)));
    Topics.create(connection(), topics);
    Topics.create(connection(), topics);
    deadLetters = closing(new DeadLetters(connection(), deadTopic));
  }

  @AfterEach
  void closeAll() throws Exception {
    for (int last = open.size() - 1; last >= 0; last--) {
      open.get(last).close();
    }
  }

  @Test
  void arrivesInOrderOfEachRoot() {
    Recorder recorder = new Recorder();
    ChangeLogConsumer consumer = consume("group", recorder);
    relay();
    commit(1, 500);

    await().atMost(PATIENCE).until(() -> recorder.events().size() >= 500);

    assertThat(recorder.ids()).hasSize(500).doesNotHaveDuplicates();
    Map<String, Long> newest = new HashMap<>();
    for (ConsumedEvent event : recorder.events()) {
      Long before = newest.put(event.event().rootKey(), event.event().position());
      assertThat(before == null || before < event.event().position()).isTrue();
    }
    await().until(() -> consumer.status().lag() == 0);
    assertThat(consumer.status().processed()).isEqualTo(500);
    assertThat(consumer.status().lastEventTime()).isEqualTo(1_700_000_000_500L);
    assertThat(consumer.status().state()).isEqualTo(State.RUNNING);
  }

  @Test
  void goesOnWhereTheGroupStopped() {
    Recorder first = new Recorder();
    ChangeLogConsumer consumer = consume("group", first);
    relay();
    commit(1, 20);
    await().atMost(PATIENCE).until(() -> first.events().size() == 20);
    consumer.close();
    assertThat(consumer.status().state()).isEqualTo(State.CLOSED);
    commit(21, 25);

    Recorder second = new Recorder();
    consume("group", second);

    await().atMost(PATIENCE).until(() -> second.events().size() >= 5);
    assertThat(second.ids()).containsExactlyInAnyOrder("21-0", "22-0", "23-0", "24-0", "25-0");
  }

  @Test
  void beginsAtGivenOffsets() {
    relay();
    commit(1, 50);
    await().atMost(PATIENCE).until(() -> outbox.acknowledged() == 50);
    Recorder recorder = new Recorder();
    ChangeLogConsumer consumer = consumer("index", recorder);
    Map<Integer, Long> end = consumer.endOffsets();
    assertThat(end.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(50);
    commit(51, 60);

    consumer.startAt(end, 50);

    await().atMost(PATIENCE).until(() -> recorder.events().size() >= 10);
    assertThat(recorder.events()).allMatch(event -> event.event().position() > 50);
  }

  @Test
  void setsAsideWhatCannotBeReadOrIsRefused() {
    Recorder recorder =
        new Recorder(
            batch -> {
              if (batch.stream().anyMatch(event -> event.event().position() == 3)) {
                throw new CatalogException(ErrorCode.INVALID_VALUE, "no threes");
              }
            });
    ChangeLogConsumer consumer = consume("group", recorder);
    outbox.commit(Events.message(1, "a"));
    outbox.commit(new Outbox.Message("default/a", "poison".getBytes(UTF_8)));
    outbox.commit(Events.message(3, "a"), new Outbox.Message("default/a", "{}".getBytes(UTF_8)));
    outbox.commit(Events.message(4, "a"));
    relay();

    await().atMost(PATIENCE).until(() -> consumer.status().processed() == 5);

    assertThat(recorder.ids()).containsExactly("1-0", "4-0");
    assertThat(consumer.status().deadLettered()).isEqualTo(3);
    List<ConsumerRecord<byte[], byte[]>> dead = readDeadLetters(3);
    assertThat(dead)
        .extracting(letter -> header(letter, "reason"))
        .anyMatch(reason -> reason.contains("poison"))
        .anyMatch(reason -> reason.contains("missing"))
        .contains("no threes");
    assertThat(dead).extracting(letter -> header(letter, "topic")).containsOnly(topic);
    assertThat(dead)
        .extracting(letter -> header(letter, "offset"))
        .containsExactlyInAnyOrder("1", "2", "3");
    assertThat(dead).anyMatch(letter -> new String(letter.value(), UTF_8).equals("poison"));
  }

  @Test
  void triesAgainWhatFailsUnexpectedly() {
    AtomicInteger attempts = new AtomicInteger();
    Recorder recorder =
        new Recorder(
            batch -> {
              if (attempts.incrementAndGet() <= 3) {
                throw new IllegalStateException("the graph is closed");
              }
            });
    ChangeLogConsumer consumer = consume("group", recorder);
    relay();
    commit(1, 1);

    await().until(() -> consumer.status().state() == State.RETRYING);
    assertThat(consumer.status().fault()).contains("the graph is closed");
    assertThat(consumer.status().lag()).isEqualTo(1);
    await().atMost(PATIENCE).until(() -> consumer.status().processed() == 1);

    assertThat(recorder.ids()).containsExactly("1-0");
    assertThat(consumer.status().fault()).isEmpty();
    assertThat(deadLetters.written()).isZero();
  }

  @Test
  void noticesAGapInTheLog() throws Exception {
    relay();
    commit(1, 30);
    await().atMost(PATIENCE).until(() -> outbox.acknowledged() == 30);
    Recorder recorder = new Recorder();
    ChangeLogConsumer consumer = consumer("index", recorder);
    Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
    consumer
        .endOffsets()
        .forEach(
            (partition, end) ->
                all.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(end)));
    try (Admin admin = Admin.create(connection().with(Map.of()))) {
      admin.deleteRecords(all).all().get();
    }

    consumer.startAt(Map.of(0, 0L, 1, 0L, 2, 0L), 0);
    await().atMost(PATIENCE).until(() -> recorder.missed().size() == 3);
    commit(31, 31);

    await().atMost(PATIENCE).until(() -> recorder.events().size() == 1);
    assertThat(recorder.missed()).containsOnly(0L);
    assertThat(consumer.status().missed()).isEqualTo(3);
  }

  @Test
  void losesNothingWhenTheBrokerRestarts() {
    Recorder recorder = new Recorder();
    consume("group", recorder);
    ChangeLogRelay relay = relay();
    commit(1, 100);
    await().atMost(PATIENCE).until(() -> recorder.events().size() >= 50);
    int port = port();

    commit(101, 200);
    broker.close();
    commit(201, 300);
    broker = EmbeddedBroker.start(new BrokerSettings(folder, port));
    commit(301, 400);

    await().atMost(PATIENCE).until(() -> outbox.acknowledged() == 400);
    Set<String> expected = new LinkedHashSet<>();
    for (long position = 1; position <= 400; position++) {
      expected.add(position + "-0");
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(Set.copyOf(recorder.ids())).isEqualTo(expected));
    assertThat(relay.status().fault()).isEmpty();
  }

  private static int port() {
    String servers = connection().bootstrapServers();
    return Integer.parseInt(servers.substring(servers.indexOf(':') + 1));
  }

  private void commit(long from, long to) {
    for (long position = from; position <= to; position++) {
      outbox.commit(Events.message(position, "table" + position % 7));
    }
  }

  private ChangeLogRelay relay() {
    ChangeLogRelay relay = closing(new ChangeLogRelay(outbox, connection(), topic));
    relay.start();
    return relay;
  }

  private ChangeLogConsumer consume(String group, Recorder recorder) {
    ChangeLogConsumer consumer = consumer(group, recorder);
    consumer.start();
    return consumer;
  }

  private ChangeLogConsumer consumer(String group, Recorder recorder) {
    ConsumerSettings settings = new ConsumerSettings(topic + group, Optional.of("1"));
    return closing(new ChangeLogConsumer(connection(), topic, settings, recorder, deadLetters));
  }

  private <T extends AutoCloseable> T closing(T closeable) {
    open.add(closeable);
    return closeable;
  }

  private static KafkaConnection connection() {
    return broker.connection();
  }

  private List<ConsumerRecord<byte[], byte[]>> readDeadLetters(int count) {
    List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
    try (Consumer<byte[], byte[]> reader =
        new KafkaConsumer<>(
            connection().with(Map.of()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(deadTopic, 0);
      reader.assign(List.of(partition));
      reader.seekToBeginning(List.of(partition));
      await()
          .until(
              () -> {
                reader.poll(Duration.ofMillis(200)).forEach(letters::add);
                return letters.size() >= count;
              });
    }
    return letters;
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
