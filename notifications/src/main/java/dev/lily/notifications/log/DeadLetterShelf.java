package dev.lily.notifications.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.notifications.broker.KafkaConnection;
import dev.lily.notifications.log.KeptLetter.Place;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters that the topic holds, and what became of them. Every question reads first what
 * came since the last one; the first reads the topic from its begin. Contents stay in Kafka; the
 * rest of the newest 100,000 is remembered. Safe for many threads, one after another.
 */
public final class DeadLetterShelf implements AutoCloseable {
  private static final int MOST = 100_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration TICK = Duration.ofMillis(100);
  private static final Comparator<KeptLetter> NEWEST_FIRST =
      Comparator.comparing(KeptLetter::time)
          .thenComparing(letter -> letter.place().offset())
          .reversed();

  private final KafkaConnection connection;
  private final String topic;
  private final DeadLetters writer;
  private final Map<String, KeptLetter> letters = new LinkedHashMap<>();
  private final Map<TopicPartition, Long> read = new HashMap<>();
  private @Nullable Consumer<byte[], byte[]> open;

  public DeadLetterShelf(KafkaConnection connection, String topic, DeadLetters writer) {
    this.connection = connection;
    this.topic = topic;
    this.writer = writer;
  }

  /**
   * All that are there, discarded ones too.
   *
   * @throws CatalogException UNAVAILABLE where Kafka does not answer
   */
  public synchronized List<KeptLetter> newestFirst() {
    asking(this::catchUp);
    return letters.values().stream().sorted(NEWEST_FIRST).toList();
  }

  /** One of them as it is now. */
  public synchronized Optional<KeptLetter> find(String id) {
    asking(this::catchUp);
    return Optional.ofNullable(letters.get(id));
  }

  /**
   * The bytes as they came.
   *
   * @throws CatalogException INSTANCE_NOT_FOUND where Kafka has dropped them meanwhile
   */
  public synchronized byte[] content(KeptLetter letter) {
    return asking(consumer -> content(consumer, letter.place()));
  }

  /** Keeps what became of a letter; durable when it returns. */
  public synchronized KeptLetter mark(KeptLetter letter, LetterState state) {
    writer.mark(letter.place(), state);
    KeptLetter marked = letter.with(state);
    letters.replace(letter.id(), marked);
    return marked;
  }

  private byte[] content(Consumer<byte[], byte[]> consumer, Place place) {
    consumer.seek(new TopicPartition(topic, place.partition()), place.offset());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(TICK)) {
        if (record.partition() == place.partition() && record.offset() >= place.offset()) {
          if (record.offset() > place.offset()) {
            throw new CatalogException(
                ErrorCode.INSTANCE_NOT_FOUND, "Kafka no longer has the dead letter " + place);
          }
          return Optional.ofNullable(record.value()).orElse(new byte[0]);
        }
      }
    }
    throw silent("the content of the dead letter " + place + " did not come");
  }

  private boolean catchUp(Consumer<byte[], byte[]> consumer) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(consumer.assignment(), PATIENCE);
    letters.values().removeIf(letter -> isDropped(letter.place(), begins));
    begins.forEach((partition, begin) -> read.merge(partition, begin, Math::max));
    read.forEach(consumer::seek);
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), PATIENCE);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (ends.entrySet().stream().anyMatch(end -> next(end.getKey()) < end.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(TICK)) {
        take(record);
        deadline = System.nanoTime() + PATIENCE.toNanos();
      }
      if (System.nanoTime() > deadline) {
        throw silent("the dead letters cannot be read to their end");
      }
    }
    return true;
  }

  private long next(TopicPartition partition) {
    return Objects.requireNonNull(read.get(partition));
  }

  private boolean isDropped(Place place, Map<TopicPartition, Long> begins) {
    return place.offset()
        < begins.getOrDefault(new TopicPartition(topic, place.partition()), Long.MAX_VALUE);
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    read.put(new TopicPartition(topic, record.partition()), record.offset() + 1);
    if (record.key() == null) {
      KeptLetter letter = LetterHeaders.letter(record);
      letters.put(letter.id(), letter);
      if (letters.size() > MOST) {
        letters.remove(letters.keySet().iterator().next());
      }
    } else {
      String id = new String(record.key(), UTF_8);
      LetterHeaders.state(record)
          .ifPresent(state -> letters.computeIfPresent(id, (same, letter) -> letter.with(state)));
    }
  }

  private <T> T asking(Function<Consumer<byte[], byte[]>, T> question) {
    try {
      return question.apply(consumer());
    } catch (KafkaException fault) {
      close();
      throw new CatalogException(
          ErrorCode.UNAVAILABLE,
          "Kafka does not answer about the dead letters: " + fault.getMessage(),
          fault);
    }
  }

  private Consumer<byte[], byte[]> consumer() {
    Consumer<byte[], byte[]> now = open;
    if (now == null) {
      now =
          new KafkaConsumer<>(
              connection.with(
                  Map.of(
                      ConsumerConfig.CLIENT_ID_CONFIG,
                      "lily-dead-letter-shelf",
                      ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                      false,
                      ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                      "earliest",
                      ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                      false)),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer());
      open = now;
      now.assign(ExplicitPosition.partitions(now, topic));
    }
    return now;
  }

  private static CatalogException silent(String what) {
    return new CatalogException(
        ErrorCode.UNAVAILABLE, what + " within " + PATIENCE.toSeconds() + " s; try again");
  }

  @Override
  public synchronized void close() {
    Consumer<byte[], byte[]> now = open;
    open = null;
    if (now != null) {
      now.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
  }
}
