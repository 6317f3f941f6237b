package dev.lily.server;

import dev.lily.graph.store.GraphCatalog;
import dev.lily.notifications.activity.ActivityRecorder;
import dev.lily.notifications.activity.GivesWay;
import dev.lily.notifications.activity.HistoryEntries;
import dev.lily.notifications.log.ChangeLogConsumer;
import dev.lily.notifications.log.ConsumerStatus;
import dev.lily.notifications.log.Topics;
import dev.lily.server.operations.Metrics;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * The change log as histories of assets: two consumers, so that what propagates delays nobody's own
 * changes.
 */
final class ActivityHistory implements AutoCloseable {
  /** How long a batch of what propagated lets the materialiser go first. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ChangeLogConsumer changes;
  private final ChangeLogConsumer propagated;

  private ActivityHistory(ChangeLog log, ActivityRecorder recorder, BooleanSupplier isPropagating) {
    changes = log.consumer(Topics.CHANGES, "lily-activity", recorder);
    propagated =
        log.consumer(
            Topics.PROPAGATED,
            "lily-activity-propagated",
            new GivesWay(recorder, isPropagating, PATIENCE));
  }

  static ActivityHistory start(
      ChangeLog log, GraphCatalog catalog, Propagation propagation, Metrics metrics) {
    ActivityHistory history =
        new ActivityHistory(
            log,
            new ActivityRecorder(
                catalog.activity(), new HistoryEntries(() -> catalog.types().types())),
            () -> propagation.waiting() > 0);
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
