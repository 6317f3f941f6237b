package dev.lily.graph.store;

import dev.lily.graph.CatalogException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.janusgraph.core.JanusGraph;
import org.janusgraph.core.JanusGraphTransaction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes the graph. Works that wait together share a transaction and its commit
 * (a durable commit costs milliseconds whatever it holds); each sees what the ones before it wrote.
 * What nobody waits for goes in small works, each in a transaction of its own, when nothing else is
 * to be done.
 */
final class GraphWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GraphWriter.class);
  private static final int QUEUE = 4096;
  private static final int GROUP = 256;
  private static final int GROUP_WEIGHT = 2_000;
  private static final int REMOVED_AT_ONCE = 1_000;
  private static final long IDLE_MILLIS = 20;

  private final JanusGraph graph;
  private final Outboxes outboxes;
  private final AssetCache cache;
  private final BlockingQueue<Job<?>> queue = new ArrayBlockingQueue<>(QUEUE);
  private final BlockingQueue<Job<?>> background = new ArrayBlockingQueue<>(QUEUE);
  private final Thread thread = new Thread(this::run, "graph-writer");
  private volatile boolean closed;

  GraphWriter(JanusGraph graph, Outboxes outboxes, AssetCache cache) {
    this.graph = graph;
    this.outboxes = outboxes;
    this.cache = cache;
  }

  /** A change of the graph. It throws CatalogException, if at all, before its first write. */
  interface Work<T> {
    T run(WriteScope scope);

    /** About how many assets it touches. */
    int weight();

    /**
     * Whether somebody waits for it. What nobody waits for is done when there is nothing else, and
     * has a transaction of its own.
     */
    default boolean isUrgent() {
      return true;
    }
  }

  void start() {
    thread.start();
  }

  int waiting() {
    return queue.size();
  }

  int waitingInBackground() {
    return background.size();
  }

  /** Runs the work and returns when it is durable. */
  <T> T write(Work<T> work) {
    if (closed) {
      throw new IllegalStateException("the graph is closed");
    }
    Job<T> job = new Job<>(work);
    try {
      (work.isUrgent() ? queue : background).put(job);
      return job.result.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the graph", interrupted);
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof CatalogException refused) {
        throw refused;
      }
      throw new IllegalStateException("the change was not written", failed.getCause());
    }
  }

  private void run() {
    while (!closed || !queue.isEmpty() || !background.isEmpty()) {
      List<Job<?>> group = nextGroup();
      if (!group.isEmpty() || outboxes.hasRemovable()) {
        try {
          writeGroup(group);
        } catch (Error fatal) {
          giveUp(group, fatal);
        }
      }
    }
  }

  /** After an error of the machine nothing is written any more, and nobody waits for it. */
  private void giveUp(List<Job<?>> group, Error fatal) {
    LOG.error("the graph takes no more changes until the server is restarted", fatal);
    closed = true;
    List<Job<?>> waiting = new ArrayList<>(group);
    queue.drainTo(waiting);
    background.drainTo(waiting);
    waiting.forEach(job -> job.result.completeExceptionally(fatal));
  }

  private List<Job<?>> nextGroup() {
    List<Job<?>> group = new ArrayList<>();
    try {
      Job<?> first = next();
      int weight = 0;
      for (Job<?> job = first; job != null; ) {
        group.add(job);
        weight += job.work.weight();
        boolean isFull = group.size() == GROUP || weight >= GROUP_WEIGHT || !job.work.isUrgent();
        job = isFull ? null : queue.poll();
      }
    } catch (InterruptedException asked) {
      closed = true;
    }
    return group;
  }

  /** An urgent job if there is one, else one that is not, else the first that comes. */
  private @Nullable Job<?> next() throws InterruptedException {
    Job<?> urgent = queue.poll();
    if (urgent != null) {
      return urgent;
    }
    Job<?> later = background.poll();
    return later != null ? later : queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void writeGroup(List<Job<?>> group) {
    List<Job<?>> again = tryGroup(group);
    for (Job<?> job : again) {
      tryGroup(List.of(job)).forEach(Job::fail);
    }
  }

  /** Writes the group in one transaction; the result is what has to be tried again alone. */
  private List<Job<?>> tryGroup(List<Job<?>> group) {
    JanusGraphTransaction transaction = begin();
    try {
      WriteScope scope = new WriteScope(transaction, outboxes);
      List<Job<?>> done = new ArrayList<>(group.size());
      for (Job<?> job : group) {
        if (job.tryRun(scope)) {
          done.add(job);
        }
      }
      Outboxes.Added added = scope.stageEvents();
      Outboxes.Removal removed = outboxes.removeDone(transaction, REMOVED_AT_ONCE);
      transaction.commit();
      outboxes.committed(added);
      outboxes.removed(removed);
      done.forEach(Job::succeed);
      return List.of();
    } catch (WorkFault fault) {
      transaction.rollback();
      if (group.size() == 1) {
        group.get(0).fault = fault.getCause();
      }
      return pending(group);
    } catch (RuntimeException fault) {
      // JanusGraph and BerkeleyJE throw many kinds; whatever it is, this thread has to go on.
      if (transaction.isOpen()) {
        transaction.rollback();
      }
      LOG.warn("a graph transaction of {} changes failed; trying them alone", group.size(), fault);
      group.forEach(job -> job.fault = fault);
      return pending(group);
    } finally {
      cache.end();
    }
  }

  private static List<Job<?>> pending(List<Job<?>> group) {
    return group.stream().filter(job -> !job.result.isDone()).toList();
  }

  private JanusGraphTransaction begin() {
    return graph
        .buildTransaction()
        .checkExternalVertexExistence(false)
        .checkInternalVertexExistence(false)
        .consistencyChecks(false)
        .vertexCacheSize(40_000)
        .dirtyVertexSize(4_000)
        .start();
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(30));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A work that failed for another reason than its input; nothing of its group may be kept. */
  static final class WorkFault extends RuntimeException {
    WorkFault(RuntimeException cause) {
      super(cause);
    }
  }

  private static final class Job<T> {
    private final Work<T> work;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private @Nullable T value;
    private @Nullable Throwable fault;

    Job(Work<T> work) {
      this.work = work;
    }

    /** False where the input was refused, which the caller has been told. */
    boolean tryRun(WriteScope scope) {
      try {
        value = scope.run(work);
        return true;
      } catch (CatalogException refused) {
        result.completeExceptionally(refused);
        return false;
      }
    }

    void succeed() {
      result.complete(value);
    }

    void fail() {
      Throwable reason = fault == null ? new IllegalStateException("not written") : fault;
      result.completeExceptionally(reason);
    }
  }
}
