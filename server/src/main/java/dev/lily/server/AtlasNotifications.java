package dev.lily.server;

import dev.lily.graph.EffectiveClassifications;
import dev.lily.graph.TenantId;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.notifications.atlas.AtlasEntitiesCodec;
import dev.lily.notifications.atlas.AtlasEntitiesPublisher;
import dev.lily.notifications.atlas.PropagatedEntities;
import dev.lily.notifications.atlas.Sender;
import dev.lily.notifications.log.ChangeLogConsumer;
import dev.lily.notifications.log.ConsumerStatus;
import dev.lily.notifications.log.Topics;
import java.time.Clock;
import java.util.Optional;

/**
 * The change log once more, in Atlas's format: the consumers that fill ATLAS_ENTITIES, one with
 * what users and engines do, and one with what propagates, which cannot delay the other.
 */
final class AtlasNotifications implements AutoCloseable {
  private static final String CHANGES = "lily-atlas-entities";
  private static final String PROPAGATED = "lily-atlas-propagated";

  private final AtlasEntitiesPublisher changesPublisher;
  private final AtlasEntitiesPublisher propagatedPublisher;
  private final ChangeLogConsumer changes;
  private final ChangeLogConsumer propagated;

  private AtlasNotifications(
      ChangeLog log, GraphCatalog catalog, EffectiveClassifications effective, Clock clock) {
    changesPublisher =
        AtlasEntitiesPublisher.create(
            codec(effective, clock), AtlasNotifications::topic, log.connection(), CHANGES);
    propagatedPublisher =
        AtlasEntitiesPublisher.createPatient(
            codec(effective, clock), AtlasNotifications::topic, log.connection(), PROPAGATED);
    changes = log.consumer(Topics.CHANGES, CHANGES, changesPublisher);
    propagated =
        log.consumer(
            Topics.PROPAGATED,
            PROPAGATED,
            new PropagatedEntities(catalog, propagatedPublisher, clock));
  }

  /** One for each consumer: a codec is used by one thread. */
  private static AtlasEntitiesCodec codec(EffectiveClassifications effective, Clock clock) {
    return new AtlasEntitiesCodec(
        effective::of,
        type -> AtlasEntitiesCodec.ATTRIBUTES,
        new Sender("127.0.0.1", "lily"),
        clock);
  }

  /** Atlas's messages do not say whose they are: only one tenant can have the topic. */
  private static Optional<String> topic(TenantId tenant) {
    return tenant.equals(TenantId.DEFAULT) ? Optional.of(Topics.ATLAS_ENTITIES) : Optional.empty();
  }

  static AtlasNotifications start(
      ChangeLog log, GraphCatalog catalog, EffectiveClassifications effective, Clock clock) {
    AtlasNotifications notifications = new AtlasNotifications(log, catalog, effective, clock);
    notifications.changes.start();
    notifications.propagated.start();
    return notifications;
  }

  ConsumerStatus status() {
    return changes.status();
  }

  ConsumerStatus propagatedStatus() {
    return propagated.status();
  }

  @Override
  public void close() {
    changes.close();
    propagated.close();
    changesPublisher.close();
    propagatedPublisher.close();
  }
}
