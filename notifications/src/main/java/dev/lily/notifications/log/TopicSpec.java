package dev.lily.notifications.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic as it shall be created; an existing one is left as it is.
 *
 * @param retention how long records are kept at least; negative keeps them for ever
 */
public record TopicSpec(String name, int partitions, short replication, Duration retention) {

  /** Kafka drops whole segments, so that they must be much younger than the retention. */
  private static final int SEGMENTS_PER_RETENTION = 10;

  private static final Duration SHORTEST_SEGMENT = Duration.ofMinutes(1);

  NewTopic toNewTopic() {
    Map<String, String> configs = new HashMap<>();
    configs.put(
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(RecordProducer.LARGEST_RECORD));
    if (retention.isNegative()) {
      configs.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
    } else {
      configs.put(TopicConfig.RETENTION_MS_CONFIG, String.valueOf(retention.toMillis()));
      configs.put(TopicConfig.SEGMENT_MS_CONFIG, String.valueOf(segment().toMillis()));
    }
    return new NewTopic(name, partitions, replication).configs(configs);
  }

  private Duration segment() {
    Duration part = retention.dividedBy(SEGMENTS_PER_RETENTION);
    return part.compareTo(SHORTEST_SEGMENT) < 0 ? SHORTEST_SEGMENT : part;
  }
}
