package dev.lily.notifications.log;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Where reading begins, and who remembers how far it came. Used by the consumer's thread only. */
interface ReadPosition {

  /** The properties that the Kafka consumer needs for it. */
  Map<String, Object> properties();

  /** Takes up a new Kafka consumer. */
  void begin(Consumer<byte[], byte[]> consumer, String topic);

  /** Everything before these offsets is done. */
  void done(Consumer<byte[], byte[]> consumer, Map<TopicPartition, OffsetAndMetadata> next);

  /** Called now and then. */
  default void tick(Consumer<byte[], byte[]> consumer) {}

  /** The consumer is about to be closed. */
  default void end(Consumer<byte[], byte[]> consumer) {}

  /** What comes next by partition, where the reader keeps that itself. */
  default Map<Integer, Long> next() {
    return Map.of();
  }
}
