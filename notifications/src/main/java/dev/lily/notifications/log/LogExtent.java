package dev.lily.notifications.log;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.notifications.broker.KafkaConnection;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * What a topic holds.
 *
 * @param id of the topic: one that is deleted and made anew has another
 * @param begin the oldest offset by partition
 * @param end the offset after the newest one by partition
 */
public record LogExtent(String id, Map<Integer, Long> begin, Map<Integer, Long> end) {
  public LogExtent {
    begin = Map.copyOf(begin);
    end = Map.copyOf(end);
  }

  /**
   * Asks Kafka.
   *
   * @throws CatalogException UNAVAILABLE where it does not answer
   */
  public static LogExtent of(KafkaConnection connection, String topic) {
    try (Admin admin = Admin.create(connection.with(Map.of()))) {
      TopicDescription description =
          admin.describeTopics(List.of(topic)).allTopicNames().get().values().iterator().next();
      List<TopicPartition> partitions =
          description.partitions().stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      return new LogExtent(
          description.topicId().toString(),
          offsets(admin, partitions, OffsetSpec.earliest()),
          offsets(admin, partitions, OffsetSpec.latest()));
    } catch (ExecutionException fault) {
      throw unknown(topic, fault);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw unknown(topic, stopped);
    }
  }

  private static Map<Integer, Long> offsets(
      Admin admin, Collection<TopicPartition> partitions, OffsetSpec which)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, which));
    Map<Integer, Long> offsets = new HashMap<>();
    admin
        .listOffsets(asked)
        .all()
        .get()
        .forEach((partition, found) -> offsets.put(partition.partition(), found.offset()));
    return offsets;
  }

  private static CatalogException unknown(String topic, Throwable cause) {
    return new CatalogException(
        ErrorCode.UNAVAILABLE,
        "cannot learn what topic %s holds: %s".formatted(topic, cause.getMessage()),
        cause);
  }

  /** Why reading cannot begin at the point without missing anything; empty where it can. */
  public Optional<String> gapAt(Map<Integer, Long> offsets) {
    for (Map.Entry<Integer, Long> start : end.entrySet()) {
      int partition = start.getKey();
      long wanted = offsets.getOrDefault(partition, 0L);
      if (wanted < begin.getOrDefault(partition, 0L)) {
        return Optional.of(
            "the change log no longer has offset %d of partition %d".formatted(wanted, partition));
      }
      if (wanted > start.getValue()) {
        return Optional.of(
            "the change log does not reach offset %d of partition %d".formatted(wanted, partition));
      }
    }
    return end.keySet().containsAll(offsets.keySet())
        ? Optional.empty()
        : Optional.of("the change log has fewer partitions");
  }
}
