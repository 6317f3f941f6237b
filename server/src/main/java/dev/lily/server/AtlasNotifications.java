package dev.lily.server;

import dev.lily.graph.EffectiveClassifications;
import dev.lily.graph.TenantId;
import dev.lily.notifications.atlas.AtlasEntitiesCodec;
import dev.lily.notifications.atlas.AtlasEntitiesPublisher;
import dev.lily.notifications.atlas.Sender;
import dev.lily.notifications.log.ChangeLogConsumer;
import dev.lily.notifications.log.ConsumerSettings;
import dev.lily.notifications.log.ConsumerStatus;
import dev.lily.notifications.log.Topics;
import java.time.Clock;
import java.util.Optional;

/** The change log once more, in Atlas's format: the consumer that fills ATLAS_ENTITIES. */
final class AtlasNotifications implements AutoCloseable {
  private static final String GROUP = "lily-atlas-entities";

  private final AtlasEntitiesPublisher publisher;
  private final ChangeLogConsumer consumer;

  private AtlasNotifications(ChangeLog log, EffectiveClassifications effective, Clock clock) {
    AtlasEntitiesCodec codec =
        new AtlasEntitiesCodec(
            effective::of,
            type -> AtlasEntitiesCodec.ATTRIBUTES,
            new Sender("127.0.0.1", "lily"),
            clock);
    // Atlas's messages do not say whose they are: only one tenant can have the topic.
    publisher =
        new AtlasEntitiesPublisher(
            codec,
            tenant ->
                tenant.equals(TenantId.DEFAULT)
                    ? Optional.of(Topics.ATLAS_ENTITIES)
                    : Optional.empty(),
            log.connection());
    consumer =
        new ChangeLogConsumer(
            log.connection(),
            Topics.CHANGES,
            new ConsumerSettings(GROUP, Optional.of("lily")),
            publisher,
            log.deadLetters());
  }

  static AtlasNotifications start(ChangeLog log, EffectiveClassifications effective, Clock clock) {
    AtlasNotifications notifications = new AtlasNotifications(log, effective, clock);
    notifications.consumer.start();
    return notifications;
  }

  ConsumerStatus status() {
    return consumer.status();
  }

  @Override
  public void close() {
    consumer.close();
    publisher.close();
  }
}
