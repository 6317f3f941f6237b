package dev.lily.notifications.log;

import java.time.Duration;
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

  NewTopic toNewTopic() {
    return new NewTopic(name, partitions, replication)
        .configs(
            retention.isNegative()
                ? Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1", MAX_BYTES, LARGEST)
                : Map.of(
                    TopicConfig.RETENTION_MS_CONFIG,
                    String.valueOf(retention.toMillis()),
                    TopicConfig.SEGMENT_MS_CONFIG,
                    String.valueOf(segment().toMillis()),
                    MAX_BYTES,
                    LARGEST));
  }

  private static final String MAX_BYTES = TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
  private static final String LARGEST = String.valueOf(Topics.LARGEST_RECORD);

  private Duration segment() {
    Duration part = retention.dividedBy(SEGMENTS_PER_RETENTION);
    return part.compareTo(Duration.ofMinutes(1)) < 0 ? Duration.ofMinutes(1) : part;
  }
}
