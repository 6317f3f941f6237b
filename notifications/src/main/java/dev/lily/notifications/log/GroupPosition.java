package dev.lily.notifications.log;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Offsets of a consumer group, kept by Kafka. They are committed a few times a second rather than
 * after each batch: consumers are idempotent, and a commit costs a write to Kafka.
 */
final class GroupPosition implements ReadPosition {
  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final Duration LAST_COMMIT = Duration.ofSeconds(2);
  private static final int SESSION = 10_000;

  private final ConsumerSettings settings;
  private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();
  private long committedAt = System.nanoTime();

  GroupPosition(ConsumerSettings settings) {
    this.settings = settings;
  }

  @Override
  public Map<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
    properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION);
    properties.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    settings
        .instance()
        .ifPresent(
            name ->
                properties.put(
                    ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.group() + "-" + name));
    return properties;
  }

  @Override
  public void begin(Consumer<byte[], byte[]> consumer, String topic) {
    uncommitted.clear();
    consumer.subscribe(List.of(topic), new Listener(consumer));
  }

  @Override
  public void done(Consumer<byte[], byte[]> consumer, Map<TopicPartition, OffsetAndMetadata> next) {
    uncommitted.putAll(next);
    tick(consumer);
  }

  @Override
  public void tick(Consumer<byte[], byte[]> consumer) {
    long now = System.nanoTime();
    if (!uncommitted.isEmpty() && now - committedAt > INTERVAL.toNanos()) {
      consumer.commitAsync(Map.copyOf(uncommitted), null);
      uncommitted.clear();
      committedAt = now;
    }
  }

  @Override
  public void end(Consumer<byte[], byte[]> consumer) {
    if (!uncommitted.isEmpty()) {
      consumer.commitSync(Map.copyOf(uncommitted), LAST_COMMIT);
      uncommitted.clear();
    }
  }

  /** Hands partitions over with all that was done. */
  private final class Listener implements ConsumerRebalanceListener {
    private final Consumer<byte[], byte[]> consumer;

    Listener(Consumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      end(consumer);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      uncommitted.keySet().removeAll(partitions);
    }
  }
}
