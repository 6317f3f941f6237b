package dev.lily.notifications.propagation;

import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.SnapshotDraft;
import dev.lily.graph.lineage.SnapshotFile.Waiting;
import dev.lily.notifications.log.ChangeLogHandler;
import dev.lily.notifications.log.ConsumedEvent;
import dev.lily.notifications.log.LogPoint;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between the change log and the follower and writes a snapshot of the index now and then,
 * between two batches, and a last one at the end. The follower pauses while the tables are written;
 * another thread makes the file durable. After a gap in the log, or a change that the follower
 * refused, the index knows less than the graph: then there is no snapshot until a restart.
 */
public final class SnapshotKeeper implements ChangeLogHandler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotKeeper.class);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Whose state is kept. */
  public record Followed(
      ChangeLogHandler follower, ClassificationIndex index, Supplier<List<Waiting>> unwritten) {}

  /**
   * When a snapshot is worth its price.
   *
   * @param events that came since the last one, at least
   * @param interval since the last one, at least
   */
  public record Pace(int events, Duration interval) {
    public static final Pace STANDARD = new Pace(10_000, Duration.ofSeconds(60));
  }

  private final IndexSnapshots snapshots;
  private final Followed followed;
  private final Pace pace;
  private final ExecutorService publisher = Executors.newSingleThreadExecutor(SnapshotKeeper::own);
  private final ReentrantLock turn = new ReentrantLock();
  private Optional<Supplier<LogPoint>> point = Optional.empty();
  private long events;
  private long lastNanos = System.nanoTime();
  private boolean leftUnwritten;

  /** Where the index was before the batch that is being handled. */
  private volatile OptionalLong before = OptionalLong.empty();

  private volatile boolean publishing;
  private volatile boolean whole = true;

  /**
   * A keeper for an index as it was begun.
   *
   * @param fromGraph whether there is no snapshot of it yet
   */
  public SnapshotKeeper(IndexSnapshots snapshots, Followed followed, Pace pace, boolean fromGraph) {
    this.snapshots = snapshots;
    this.followed = followed;
    this.pace = pace;
    this.events = fromGraph ? pace.events() : 0;
  }

  private static Thread own(Runnable work) {
    Thread thread = new Thread(work, "lineage-snapshot");
    thread.setDaemon(true);
    return thread;
  }

  /** Whether the index has all that the log brought. */
  public boolean isWhole() {
    return whole;
  }

  /** Up to where all that follows from a change is known to whoever writes it. */
  public long position() {
    long now = followed.index().position();
    return Math.min(now, before.orElse(now));
  }

  /** The same, when the batch is handled that is being handled now. */
  public long awaitPosition() {
    turn.lock();
    try {
      return position();
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void handle(List<ConsumedEvent> batch) {
    turn.lock();
    try {
      point = Optional.empty();
      snapshots.look();
      before = OptionalLong.of(followed.index().position());
      followed.follower().handle(batch);
      events += batch.size();
    } finally {
      before = OptionalLong.empty();
      turn.unlock();
    }
  }

  @Override
  public void passed(long position) {
    followed.follower().passed(position);
  }

  @Override
  public void rested(Supplier<LogPoint> now) {
    turn.lock();
    try {
      point = Optional.of(now);
      boolean due =
          events >= pace.events()
              && System.nanoTime() - lastNanos >= pace.interval().toNanos()
              && !publishing
              && whole;
      if (due) {
        save(now.get(), publisher);
      }
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void missed(int partition, long expected) {
    followed.follower().missed(partition, expected);
    giveUp();
  }

  @Override
  public void refused(int count) {
    followed.follower().refused(count);
    giveUp();
  }

  /** Removes the snapshot and writes none any more. */
  public void discard() {
    giveUp();
    publisher.shutdown();
  }

  private void giveUp() {
    if (whole) {
      whole = false;
      LOG.warn("the lineage index has a gap: no snapshot of it until it is read from the graph");
      publisher.execute(snapshots::delete);
    }
  }

  /** Hands a draft to whoever publishes it. */
  private void save(LogPoint now, Executor executor) {
    long begin = System.nanoTime();
    lastNanos = begin;
    try {
      SnapshotDraft draft = snapshots.draft(followed.index(), now);
      List<Waiting> unwritten = followed.unwritten().get();
      events = 0;
      leftUnwritten = !unwritten.isEmpty();
      long pause = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      publishing = true;
      executor.execute(() -> publish(draft, unwritten, now.position(), pause));
    } catch (IOException fault) {
      LOG.warn("no snapshot of the lineage index was written: {}", fault.toString());
    }
  }

  private void publish(
      SnapshotDraft draft, List<Waiting> unwritten, long position, long pauseMillis) {
    try (draft) {
      draft.publish(unwritten);
      LOG.info(
          "snapshot of the lineage index at position {}; changes waited {} ms",
          position,
          pauseMillis);
    } catch (IOException fault) {
      LOG.warn("no snapshot of the lineage index was written: {}", fault.toString());
    } finally {
      publishing = false;
    }
  }

  /** Writes a last snapshot if there is anything new; when nothing comes any more. */
  @Override
  public void close() {
    publisher.shutdown();
    try {
      if (publisher.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)
          && turn.tryLock(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        saveLast();
      }
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  private void saveLast() {
    try {
      if (whole && point.isPresent() && (events > 0 || leftUnwritten || snapshots.isOvertaken())) {
        save(point.get().get(), Runnable::run);
      }
    } finally {
      turn.unlock();
    }
  }
}
