package dev.lily.notifications.log;

import java.util.Optional;

/**
 * Who consumes, and how.
 *
 * @param group the name under which Kafka remembers how far it came; its members share the work
 * @param instance a name within the group that stays across restarts, so that a member that was
 *     killed gets its partitions back at once instead of after the session timeout
 * @param batch the most events per call
 */
public record ConsumerSettings(String group, Optional<String> instance, int batch) {
  private static final int BATCH = 1_000;

  public ConsumerSettings(String group, Optional<String> instance) {
    this(group, instance, BATCH);
  }
}
