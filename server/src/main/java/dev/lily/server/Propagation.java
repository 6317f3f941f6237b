package dev.lily.server;

import dev.lily.graph.TenantId;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.SnapshotFile.Loaded;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.notifications.log.ChangeLogConsumer;
import dev.lily.notifications.log.ConsumerSettings;
import dev.lily.notifications.log.ConsumerStatus;
import dev.lily.notifications.log.LogExtent;
import dev.lily.notifications.log.Topics;
import dev.lily.notifications.propagation.IndexBootstrap;
import dev.lily.notifications.propagation.IndexFollower;
import dev.lily.notifications.propagation.IndexSnapshots;
import dev.lily.notifications.propagation.Materialiser;
import dev.lily.notifications.propagation.SnapshotKeeper;
import dev.lily.notifications.propagation.StoredAspects;
import dev.lily.notifications.propagation.TypeFollower;
import dev.lily.server.atlas.Followed;
import dev.lily.server.operations.HealthCheck;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lineage index: read from its snapshot or the graph, kept current from the change log, written
 * back.
 */
final class Propagation implements AutoCloseable, HealthCheck {
  private static final String GROUP = "lily-propagation";

  private static final Logger LOG = LoggerFactory.getLogger(Propagation.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration OWN_WRITE = Duration.ofSeconds(1);

  private final ClassificationIndex index;
  private final GraphCatalog catalog;
  private final Materialiser materialiser;
  private final IndexFollower follower;
  private final SnapshotKeeper keeper;
  private final ChangeLogConsumer consumer;
  private final TypeFollower types;

  /** The file of the snapshot in the folder of the index. */
  static Path snapshot(Path folder) {
    return folder.resolve("index.snapshot");
  }

  /**
   * Where the index lives.
   *
   * @param batch how many assets the materialiser writes at once
   * @param snapshot the file of its snapshot
   */
  record Place(GraphCatalog catalog, ChangeLog log, Clock clock, int batch, Path snapshot) {
    IndexSnapshots snapshots() {
      return new IndexSnapshots(
          snapshot,
          catalog.identity(),
          LogExtent.of(log.connection(), Topics.CHANGES),
          catalog.types());
    }
  }

  private Propagation(
      Place place, ClassificationIndex index, IndexSnapshots snapshots, boolean fromGraph) {
    this.index = index;
    this.catalog = place.catalog();
    this.materialiser = new Materialiser(catalog, index, place.clock(), place.batch());
    this.follower =
        new IndexFollower(
            index,
            catalog.types(),
            new StoredAspects(catalog, place.clock()),
            materialiser::accept);
    this.types =
        new TypeFollower(
            catalog, follower.entrance(), snapshots, place.clock(), materialiser::accept);
    this.keeper =
        new SnapshotKeeper(
            snapshots,
            new SnapshotKeeper.Followed(follower, index, materialiser::unwritten),
            SnapshotKeeper.Pace.STANDARD,
            fromGraph);
    this.consumer =
        new ChangeLogConsumer(
            place.log().connection(),
            Topics.CHANGES,
            new ConsumerSettings(GROUP, Optional.empty()),
            keeper,
            place.log().deadLetters());
  }

  /** Reads the snapshot, or else the graph, and follows the log from there. */
  static Propagation start(Place place, Collection<TenantId> tenants) {
    long head = place.catalog().outbox().head();
    IndexSnapshots snapshots = place.snapshots();
    return snapshots
        .load(head)
        .flatMap(loaded -> resume(place, snapshots, loaded, head))
        .orElseGet(() -> readGraph(place, tenants));
  }

  private static Propagation readGraph(Place place, Collection<TenantId> tenants) {
    Propagation propagation =
        new Propagation(place, new ClassificationIndex(place.clock()), place.snapshots(), true);
    Map<Integer, Long> offsets = propagation.consumer.endOffsets();
    long position = place.catalog().outbox().head();
    var inGraph = new IndexBootstrap(propagation.index).load(place.catalog().scan(), position);
    propagation.follower.startAfter(position, position);
    propagation.materialiser.compare(tenants, inGraph);
    propagation.materialiser.start();
    propagation.consumer.startAt(offsets, position);
    return propagation;
  }

  /** Nothing is written before the index knows what the graph knows; nobody asks it before that. */
  private static Optional<Propagation> resume(
      Place place, IndexSnapshots snapshots, Loaded loaded, long head) {
    Propagation propagation = new Propagation(place, loaded.index(), snapshots, false);
    long position = loaded.label().position();
    propagation.follower.startAfter(position, head);
    propagation.materialiser.resume(loaded.waiting());
    propagation.consumer.startAt(loaded.label().offsets(), position);
    if (propagation.reaches(head)) {
      LOG.info(
          "lineage index from its snapshot: {} assets, {} edges, {} changes since",
          loaded.index().lineage().nodeCount(),
          loaded.index().lineage().edgeCount(),
          head - position);
      propagation.materialiser.start();
      return Optional.of(propagation);
    }
    LOG.warn(
        "the snapshot of the lineage index cannot be continued: the change log does not bring"
            + " what followed on position {}: reading the graph instead",
        propagation.index.position());
    propagation.types.close();
    propagation.consumer.close();
    propagation.keeper.discard();
    return Optional.empty();
  }

  private boolean reaches(long head) {
    try {
      long before = -1;
      boolean reached = false;
      while (!reached && keeper.isWhole() && index.position() > before) {
        before = index.position();
        reached = index.awaitPosition(head, PATIENCE);
      }
      return reached && keeper.isWhole();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  ClassificationIndex index() {
    return index;
  }

  ConsumerStatus status() {
    return consumer.status();
  }

  Materialiser materialiser() {
    return materialiser;
  }

  SnapshotKeeper keeper() {
    return keeper;
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

  /**
   * Lets a caller see what its own change led to, as far as that takes no longer than a second.
   * What changed nothing is not waited for.
   *
   * @param position 0 where nothing changed
   */
  Followed follow(long position) {
    if (position == 0) {
      long head = catalog.outbox().head();
      return new Followed(head, index.position() < head);
    }
    try {
      return new Followed(position, !index.awaitPosition(position, OWN_WRITE));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Followed(position, true);
    }
  }

  /** Waits until the relationships follow types that changed, and the index the log. */
  Followed followTypes(Duration timeout) {
    boolean read = types.await(timeout);
    long head = catalog.outbox().head();
    try {
      return new Followed(head, !index.awaitPosition(head, timeout) || !read);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Followed(head, true);
    }
  }

  /** Relationship types that changed and that not all relationships follow yet. */
  Set<String> unreadTypes() {
    return types.unread();
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
    types.close();
    consumer.close();
    materialiser.close();
    keeper.close();
  }
}
