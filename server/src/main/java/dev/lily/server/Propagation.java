package dev.lily.server;

import dev.lily.graph.TenantId;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.notifications.log.ChangeLogConsumer;
import dev.lily.notifications.log.ConsumerSettings;
import dev.lily.notifications.log.ConsumerStatus;
import dev.lily.notifications.log.Topics;
import dev.lily.notifications.propagation.IndexBootstrap;
import dev.lily.notifications.propagation.IndexFollower;
import dev.lily.notifications.propagation.Materialiser;
import dev.lily.server.operations.HealthCheck;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The lineage index: built from the graph, kept current from the change log, written back. */
final class Propagation implements AutoCloseable, HealthCheck {
  private static final String GROUP = "lily-propagation";

  private final ClassificationIndex index;
  private final GraphCatalog catalog;
  private final Materialiser materialiser;
  private final IndexFollower follower;
  private final ChangeLogConsumer consumer;

  private Propagation(GraphCatalog catalog, ChangeLog log, Clock clock, int batch) {
    this.catalog = catalog;
    this.index = new ClassificationIndex(clock);
    this.materialiser = new Materialiser(catalog, index, clock, batch);
    this.follower = new IndexFollower(index, catalog.types(), materialiser::accept);
    this.consumer =
        new ChangeLogConsumer(
            log.connection(),
            Topics.CHANGES,
            new ConsumerSettings(GROUP, Optional.empty()),
            follower,
            log.deadLetters());
  }

  /** Reads the graph, then follows the log from where it stood before. */
  static Propagation start(
      GraphCatalog catalog, ChangeLog log, Collection<TenantId> tenants, Clock clock, int batch) {
    Propagation propagation = new Propagation(catalog, log, clock, batch);
    Map<Integer, Long> offsets = propagation.consumer.endOffsets();
    long position = catalog.outbox().head();
    var inGraph =
        new IndexBootstrap(propagation.index, catalog.types()).load(catalog.scan(), position);
    propagation.follower.startAfter(position);
    propagation.materialiser.compare(tenants, inGraph);
    propagation.materialiser.start();
    propagation.consumer.startAt(offsets, position);
    return propagation;
  }

  ClassificationIndex index() {
    return index;
  }

  ConsumerStatus status() {
    return consumer.status();
  }

  /** How many assets wait for their propagated classifications to be written. */
  long waiting() {
    return materialiser.waiting();
  }

  long written() {
    return materialiser.written();
  }

  long retries() {
    return materialiser.retries();
  }

  long refused() {
    return materialiser.refused();
  }

  /** Lets a caller see what its own change led to, as far as that takes no longer than a second. */
  void await(long position) {
    try {
      index.awaitPosition(position, Duration.ofSeconds(1));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many committed changes the index has not taken in. */
  long lag() {
    return Math.max(0, catalog.outbox().head() - index.position());
  }

  @Override
  public Optional<String> trouble() {
    return consumer.status().fault();
  }

  @Override
  public void close() {
    consumer.close();
    materialiser.close();
  }
}
