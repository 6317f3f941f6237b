package dev.lily.notifications.log;

import dev.lily.notifications.broker.KafkaConnection;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Producers that lose nothing and keep the order: idempotent, all replicas. */
public final class RecordProducer {
  /** The largest record, in bytes; brokers take 100 MB per request. */
  static final int LARGEST_RECORD = 32 << 20;

  private static final int BATCH = 256 << 10;

  /** How long records wait for others where nobody waits for them, in milliseconds. */
  private static final int PATIENCE = 10;

  /** How long a call may wait for metadata or for room in the buffer, in milliseconds. */
  private static final int BLOCK = 5_000;

  private RecordProducer() {}

  /**
   * A producer that sends at once and tries for ever: giving up on one record would let later ones
   * pass it.
   *
   * @param clientId how it calls itself in Kafka's logs and metrics
   */
  public static Producer<String, byte[]> create(KafkaConnection connection, String clientId) {
    return create(connection, clientId, 0);
  }

  /** The same for what nobody waits for: a moment later, and with more records in a request. */
  public static Producer<String, byte[]> createPatient(
      KafkaConnection connection, String clientId) {
    return create(connection, clientId, PATIENCE);
  }

  private static Producer<String, byte[]> create(
      KafkaConnection connection, String clientId, int linger) {
    return new KafkaProducer<>(
        connection.with(
            Map.ofEntries(
                Map.entry(ProducerConfig.CLIENT_ID_CONFIG, clientId),
                Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE),
                Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK),
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, linger),
                Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, BATCH),
                Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * LARGEST_RECORD),
                Map.entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_RECORD),
                Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"))),
        new StringSerializer(),
        new ByteArraySerializer());
  }
}
