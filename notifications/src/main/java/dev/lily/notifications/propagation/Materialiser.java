package dev.lily.notifications.propagation;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagatedUpdate;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.Delta;
import dev.lily.graph.lineage.SnapshotFile.Waiting;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.notifications.propagation.IndexBootstrap.Materialised;
import dev.lily.notifications.propagation.PendingUpdates.Task;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what propagates to the graph, behind the decisions, in batches, with an event per asset.
 * It waits until no more changes come, though not for long, and while they come takes at most half
 * of the time. Nothing of it is lost in a crash: at the next start the graph is compared with the
 * index.
 */
public final class Materialiser implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Materialiser.class);
  private static final long SHORTEST_PAUSE = 100;
  private static final long LONGEST_PAUSE = 10_000;

  private final GraphCatalog catalog;
  private final ClassificationIndex index;
  private final Clock clock;
  private final int batch;
  private final PendingQueue pending;
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final Thread thread = new Thread(this::run, "materialiser");
  private volatile boolean closed;

  public Materialiser(GraphCatalog catalog, ClassificationIndex index, Clock clock, int batch) {
    this.catalog = catalog;
    this.index = index;
    this.clock = clock;
    this.batch = batch;
    this.pending = new PendingQueue(index, clock);
  }

  /** Begins to write; what was taken until then is what the last run left behind. */
  public void start() {
    pending.update(UpdateIntake::start);
    thread.setDaemon(true);
    thread.start();
  }

  /** How many assets were written since the start. */
  public long written() {
    return written.get();
  }

  /** How many assets wait to be written. */
  public long waiting() {
    return pending.waiting();
  }

  /** How many assets were written per second, lately; 0 before the first. */
  public double perSecond() {
    return pending.perSecond();
  }

  /** How many tasks are under way. */
  public int openTasks() {
    return pending.openTasks();
  }

  /** How often a batch had to be tried again since the start. */
  public long retries() {
    return retries.get();
  }

  /** How many assets the store refused to write, for good, since the start. */
  public long refused() {
    return refused.get();
  }

  /** How far it is with what concerns the tenant. */
  public MaterialiserStatus status(TenantId tenant) {
    return pending.status(tenant);
  }

  /** What is being written for the tenant, and what was finished within the last hour. */
  public List<PropagationTask> tasks(TenantId tenant) {
    return pending.tasks(tenant);
  }

  /**
   * Forgets finished tasks; those that are not known are ignored.
   *
   * @throws CatalogException TASK_UNDER_WAY if one is not finished; none is forgotten then
   */
  public void forget(TenantId tenant, Collection<Guid> tasks) {
    pending.forget(tenant, tasks);
  }

  /** Takes what changed; returns at once. */
  public void accept(Delta delta) {
    pending.update(intake -> intake.accept(delta));
  }

  /** Takes what a crash kept from being written: where the graph and the index differ. */
  public void compare(Collection<TenantId> tenants, Map<Guid, Materialised> inGraph) {
    Map<Guid, Waiting> differing = new LinkedHashMap<>();
    for (TenantId tenant : tenants) {
      for (AssetRef asset : index.classified(tenant)) {
        List<String> known =
            inGraph.containsKey(asset.guid()) ? inGraph.get(asset.guid()).written() : List.of();
        compare(tenant, asset.guid(), known, differing);
      }
      for (Materialised asset : inGraph.values()) {
        if (index.lineage().find(tenant, asset.asset().guid()).isPresent()) {
          compare(tenant, asset.asset().guid(), asset.written(), differing);
        }
      }
    }
    if (!differing.isEmpty()) {
      LOG.info("writing propagated classifications of {} assets", differing.size());
    }
    resume(differing.values());
  }

  private void compare(
      TenantId tenant, Guid asset, List<String> known, Map<Guid, Waiting> differing) {
    if (!update(Task.certain(tenant, asset, List.of(), List.of())).written().equals(known)) {
      differing.put(asset, new Waiting(tenant, asset));
    }
  }

  private PropagatedUpdate update(Task task) {
    List<Classification> propagated =
        index.of(task.tenant(), task.asset()).stream()
            .filter(one -> !one.isOwnOf(task.asset()))
            .toList();
    return new PropagatedUpdate(task.asset(), propagated, task.changes());
  }

  /** Assets of which it is not sure that the graph has what the index has. */
  public List<Waiting> unwritten() {
    return pending.unwritten().stream()
        .map(task -> new Waiting(task.tenant(), task.asset()))
        .toList();
  }

  /** Takes what was {@link #unwritten} before a restart; before writing begins. */
  public void resume(Collection<Waiting> unwritten) {
    pending.update(intake -> intake.leftBehind(unwritten));
  }

  private void run() {
    try {
      while (!closed) {
        List<Task> taken = pending.take(batch);
        long begin = System.nanoTime();
        write(taken);
        pending.done();
        pending.giveWay(System.nanoTime() - begin);
      }
    } catch (InterruptedException asked) {
      LOG.debug("the materialiser stops; what waits is written at the next start");
    }
  }

  private void write(List<Task> taken) throws InterruptedException {
    Map<TenantId, List<Task>> byTenant = new LinkedHashMap<>();
    for (Task task : taken) {
      byTenant.computeIfAbsent(task.tenant(), tenant -> new ArrayList<>()).add(task);
    }
    for (List<Task> tasks : byTenant.values()) {
      writeAlike(tasks);
    }
  }

  /** Writes tasks of one tenant, for as long as it takes; what is refused, alone. */
  private void writeAlike(List<Task> tasks) throws InterruptedException {
    long pause = SHORTEST_PAUSE;
    while (!closed) {
      try {
        int changed = tryWrite(tasks);
        written.addAndGet(changed);
        pending.written(tasks, changed);
        return;
      } catch (CatalogException fault) {
        if (fault.code().kind() != ErrorCode.Kind.UNAVAILABLE) {
          isolate(tasks, fault);
          return;
        }
        noteRetry(tasks, fault);
      } catch (IllegalStateException fault) {
        noteRetry(tasks, fault);
      }
      TimeUnit.MILLISECONDS.sleep(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
    throw new InterruptedException("closed before all was written");
  }

  private void noteRetry(List<Task> tasks, RuntimeException fault) {
    retries.incrementAndGet();
    pending.retried(tasks, String.valueOf(fault.getMessage()));
    LOG.warn("propagated classifications of {} assets were not written", tasks.size(), fault);
  }

  private void isolate(List<Task> tasks, CatalogException refusal) throws InterruptedException {
    if (tasks.size() > 1) {
      for (Task task : tasks) {
        writeAlike(List.of(task));
      }
      return;
    }
    refused.incrementAndGet();
    pending.refused(tasks.get(0), String.valueOf(refusal.getMessage()));
    LOG.error("propagated classifications of {} are refused", tasks.get(0).asset(), refusal);
  }

  private int tryWrite(List<Task> tasks) {
    Task first = tasks.get(0);
    Principal lily = new Principal("lily", Set.of(), Set.of());
    return catalog.materialise(
        new RequestContext(first.tenant(), lily, clock, first.cause()),
        tasks.stream().map(this::update).toList());
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
