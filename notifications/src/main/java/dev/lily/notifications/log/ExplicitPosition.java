package dev.lily.notifications.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Offsets given by the caller, for all partitions; nothing is committed. */
final class ExplicitPosition implements ReadPosition {
  private static final Duration LOOKUP = Duration.ofSeconds(5);

  private final Map<Integer, Long> next;

  ExplicitPosition(Map<Integer, Long> offsets) {
    this.next = new HashMap<>(offsets);
  }

  @Override
  public Map<String, Object> properties() {
    return Map.of();
  }

  @Override
  public void begin(Consumer<byte[], byte[]> consumer, String topic) {
    Set<TopicPartition> partitions = partitions(consumer, topic);
    consumer.assign(partitions);
    for (TopicPartition partition : partitions) {
      Long offset = next.get(partition.partition());
      if (offset == null) {
        consumer.seekToBeginning(List.of(partition));
      } else {
        consumer.seek(partition, offset);
      }
    }
  }

  /** The partitions of the topic, which must exist. */
  static Set<TopicPartition> partitions(Consumer<?, ?> consumer, String topic) {
    Set<TopicPartition> partitions =
        consumer.partitionsFor(topic, LOOKUP).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .collect(Collectors.toSet());
    if (partitions.isEmpty()) {
      throw new IllegalStateException("topic " + topic + " does not exist; create it first");
    }
    return partitions;
  }

  @Override
  public void done(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, OffsetAndMetadata> offsets) {
    offsets.forEach((partition, offset) -> next.put(partition.partition(), offset.offset()));
  }

  @Override
  public Map<Integer, Long> next() {
    return next;
  }
}
