package dev.lily.notifications.log;

import dev.lily.notifications.broker.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the change log for one handler on a thread of its own: every event at least once, those of
 * one root asset in order. Goes on whatever happens, and says in its {@link #status} how.
 *
 * <p>Started once, either as a member of a group, or at offsets of the caller's own.
 */
public final class ChangeLogConsumer implements AutoCloseable {
  private static final Duration CLOSE = Duration.ofSeconds(10);

  private final KafkaConnection connection;
  private final String topic;
  private final ConsumerSettings settings;
  private final ChangeLogHandler handler;
  private final DeadLetters deadLetters;
  private volatile @Nullable Running running;

  public ChangeLogConsumer(
      KafkaConnection connection,
      String topic,
      ConsumerSettings settings,
      ChangeLogHandler handler,
      DeadLetters deadLetters) {
    this.connection = connection;
    this.topic = topic;
    this.settings = settings;
    this.handler = handler;
    this.deadLetters = deadLetters;
  }

  /** Begins where the group stopped, a new group with the oldest event. */
  public void start() {
    start(new GroupPosition(settings), Optional.empty());
  }

  /**
   * Begins at these offsets by partition (a partition without one: with its oldest event) and reads
   * all partitions; Kafka remembers nothing. For what rebuilds itself from the graph: ask {@link
   * #endOffsets} first, rebuild, start here. The handler then gets whole transactions, each once
   * and in their order, whichever partitions they are on.
   *
   * @param position up to where the handler knows everything
   */
  public void startAt(Map<Integer, Long> offsets, long position) {
    start(new ExplicitPosition(offsets), Optional.of(new TransactionBuffer(position)));
  }

  /** What exists once it is started. */
  private record Running(ConsumerLoop loop, Thread thread) {}

  private synchronized void start(ReadPosition position, Optional<TransactionBuffer> transactions) {
    if (running != null) {
      throw new IllegalStateException(
          "the consumer of " + settings.group() + " was started before");
    }
    ConsumerLoop loop =
        new ConsumerLoop(
            () -> open(position.properties()),
            topic,
            position,
            new ConsumerLoop.Target(settings.group(), handler, transactions, deadLetters));
    Thread thread = new Thread(loop, "lily-consumer-" + settings.group());
    thread.setDaemon(true);
    running = new Running(loop, thread);
    thread.start();
  }

  /** The offset after the newest event, by partition. */
  public Map<Integer, Long> endOffsets() {
    try (Consumer<byte[], byte[]> consumer = open(Map.of())) {
      return consumer.endOffsets(ExplicitPosition.partitions(consumer, topic)).entrySet().stream()
          .collect(Collectors.toMap(end -> end.getKey().partition(), Map.Entry::getValue));
    }
  }

  private Consumer<byte[], byte[]> open(Map<String, Object> own) {
    Map<String, Object> properties = new HashMap<>(own);
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "lily-" + settings.group());
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.batch());
    // A gap in the log must be noticed, not skipped.
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(
        connection.with(properties), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  public ConsumerStatus status() {
    Running now = running;
    return now == null ? ConsumerStatus.NEW : now.loop().status();
  }

  /** Stops after the batch at hand, whose offsets are committed. */
  @Override
  public void close() {
    Running now = running;
    if (now == null) {
      return;
    }
    now.loop().stop();
    try {
      now.thread().join(CLOSE.toMillis());
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }
}
