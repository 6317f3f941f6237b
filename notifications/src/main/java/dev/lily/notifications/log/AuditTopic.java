package dev.lily.notifications.log;

import dev.lily.notifications.broker.KafkaConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Writes texts to a topic, for one thread that must not be kept for long. */
public final class AuditTopic implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Producer<String, byte[]> producer;
  private final String topic;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  AuditTopic(Producer<String, byte[]> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  /** Creates the topic where it is missing. */
  public static AuditTopic open(
      KafkaConnection connection, int partitions, short replication, Duration retention) {
    Topics.create(
        connection, List.of(new TopicSpec(Topics.AUDIT, partitions, replication, retention)));
    return new AuditTopic(RecordProducer.createPatient(connection, "lily-audit"), Topics.AUDIT);
  }

  /**
   * Hands the texts to Kafka's client, and does not wait until they are there.
   *
   * @throws IOException where there is no room, or an earlier text was refused
   */
  public void write(String key, List<byte[]> texts) throws IOException {
    try {
      for (byte[] text : texts) {
        requireNoFailure();
        send(new ProducerRecord<>(topic, key, text));
      }
    } catch (KafkaException full) {
      throw new IOException("Kafka does not take records: " + full.getMessage(), full);
    }
  }

  private void send(ProducerRecord<String, byte[]> record) {
    Future<RecordMetadata> unused =
        producer.send(
            record,
            (done, fault) -> {
              if (fault != null) {
                failure.set(fault);
              }
            });
  }

  /** Each call may wait for a Kafka that is away: one that did is enough. */
  private void requireNoFailure() throws IOException {
    Exception earlier = failure.getAndSet(null);
    if (earlier != null) {
      throw new IOException("Kafka refused a record: " + earlier.getMessage(), earlier);
    }
  }

  @Override
  public void close() {
    producer.close(PATIENCE);
  }
}
