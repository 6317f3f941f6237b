package dev.lily.server;

import dev.lily.graph.store.GraphCatalog;
import dev.lily.notifications.activity.ActivityRecorder;
import dev.lily.notifications.activity.HistoryEntries;
import dev.lily.notifications.log.ChangeLogConsumer;
import dev.lily.notifications.log.ConsumerSettings;
import dev.lily.notifications.log.ConsumerStatus;
import dev.lily.notifications.log.Topics;
import dev.lily.server.operations.Metrics;
import java.util.Optional;

/**
 * The change log as histories of assets: two consumers, so that what propagates delays nobody's own
 * changes.
 */
final class ActivityHistory implements AutoCloseable {
  private final ChangeLogConsumer changes;
  private final ChangeLogConsumer propagated;

  private ActivityHistory(ChangeLog log, ActivityRecorder recorder) {
    changes = consumer(log, Topics.CHANGES, "lily-activity", recorder);
    propagated = consumer(log, Topics.PROPAGATED, "lily-activity-propagated", recorder);
  }

  private static ChangeLogConsumer consumer(
      ChangeLog log, String topic, String group, ActivityRecorder recorder) {
    return new ChangeLogConsumer(
        log.connection(),
        topic,
        new ConsumerSettings(group, Optional.of("lily")),
        recorder,
        log.deadLetters());
  }

  static ActivityHistory start(ChangeLog log, GraphCatalog catalog, Metrics metrics) {
    ActivityHistory history =
        new ActivityHistory(
            log,
            new ActivityRecorder(
                catalog.activity(), new HistoryEntries(() -> catalog.types().types())));
    history.changes.start();
    history.propagated.start();
    CatalogMetrics.register(metrics, history);
    return history;
  }

  ConsumerStatus status() {
    return changes.status();
  }

  ConsumerStatus propagatedStatus() {
    return propagated.status();
  }

  /** Whether everything that is published is taken in. */
  boolean isSettled() {
    return status().lag() == 0 && propagatedStatus().lag() == 0;
  }

  @Override
  public void close() {
    changes.close();
    propagated.close();
  }
}
