package dev.lily.notifications.propagation;

import dev.lily.graph.CatalogException;
import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagatedUpdate;
import dev.lily.graph.change.ChangeEvent.ClassificationChange;
import dev.lily.graph.change.ChangeEvent.Operation;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.Delta;
import dev.lily.graph.lineage.Delta.Spreading;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.notifications.propagation.IndexBootstrap.Materialised;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what propagates to the graph, behind the decisions, in batches, with an event per asset.
 * Nothing of it is lost in a crash: at the next start the graph is compared with the index.
 */
public final class Materialiser implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Materialiser.class);
  private static final long PAUSE_MILLIS = 200;

  private final GraphCatalog catalog;
  private final ClassificationIndex index;
  private final Clock clock;
  private final int batch;
  private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong waiting = new AtomicLong();
  private final Thread thread = new Thread(this::run, "materialiser");
  private volatile boolean closed;

  public Materialiser(GraphCatalog catalog, ClassificationIndex index, Clock clock, int batch) {
    this.catalog = catalog;
    this.index = index;
    this.clock = clock;
    this.batch = batch;
  }

  /** One asset whose propagated classifications changed. */
  private record Task(
      TenantId tenant, Guid asset, List<ClassificationChange> changes, String cause) {}

  public void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** How many assets were written since the start. */
  public long written() {
    return written.get();
  }

  /** How many assets wait to be written. */
  public long waiting() {
    return waiting.get();
  }

  /** Takes what changed; returns at once. */
  public void accept(Delta delta) {
    Map<Guid, Task> byAsset = new LinkedHashMap<>();
    for (Spreading spread : delta.spreads()) {
      add(byAsset, delta, spread, spread.added(), Operation.ADDED);
      add(byAsset, delta, spread, spread.updated(), Operation.UPDATED);
      add(byAsset, delta, spread, spread.removed(), Operation.REMOVED);
    }
    addAll(byAsset.values());
  }

  private static void add(
      Map<Guid, Task> byAsset,
      Delta delta,
      Spreading spread,
      List<Guid> assets,
      Operation operation) {
    for (Guid asset : assets) {
      byAsset
          .computeIfAbsent(
              asset,
              guid ->
                  new Task(spread.tenant(), guid, new ArrayList<>(), "change " + delta.position()))
          .changes()
          .add(new ClassificationChange(operation, spread.classification()));
    }
  }

  private void addAll(Collection<Task> more) {
    waiting.addAndGet(more.size());
    tasks.addAll(more);
  }

  /** Takes what a crash kept from being written: where the graph and the index differ. */
  public void compare(Collection<TenantId> tenants, Map<Guid, Materialised> inGraph) {
    Map<Guid, Task> differing = new LinkedHashMap<>();
    for (TenantId tenant : tenants) {
      for (AssetRef asset : index.classified(tenant)) {
        List<String> known =
            inGraph.containsKey(asset.guid()) ? inGraph.get(asset.guid()).written() : List.of();
        compare(tenant, asset, known, differing);
      }
      for (Materialised asset : inGraph.values()) {
        if (index.lineage().find(tenant, asset.asset().guid()).isPresent()) {
          compare(tenant, asset.asset(), asset.written(), differing);
        }
      }
    }
    if (!differing.isEmpty()) {
      LOG.info("writing propagated classifications of {} assets", differing.size());
    }
    addAll(differing.values());
  }

  private void compare(
      TenantId tenant, AssetRef asset, List<String> known, Map<Guid, Task> differing) {
    List<Classification> propagated = propagated(tenant, asset.guid());
    if (new PropagatedUpdate(asset.guid(), propagated, List.of()).written().equals(known)) {
      return;
    }
    List<ClassificationChange> changes =
        propagated.stream()
            .filter(one -> !known.contains(one.typeName() + '@' + one.origin()))
            .map(one -> new ClassificationChange(Operation.ADDED, one))
            .toList();
    differing.put(asset.guid(), new Task(tenant, asset.guid(), changes, "restart"));
  }

  private List<Classification> propagated(TenantId tenant, Guid asset) {
    return index.of(tenant, asset).stream().filter(one -> !one.isOwnOf(asset)).toList();
  }

  private void run() {
    List<Task> taken = new ArrayList<>();
    while (!closed) {
      try {
        Task first = tasks.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        if (first == null) {
          continue;
        }
        taken.add(first);
        tasks.drainTo(taken, batch - 1);
        write(taken);
        waiting.addAndGet(-taken.size());
        taken.clear();
      } catch (InterruptedException asked) {
        return;
      }
    }
  }

  private void write(List<Task> taken) throws InterruptedException {
    Map<TenantId, Map<Guid, Task>> byTenant = new LinkedHashMap<>();
    for (Task task : taken) {
      byTenant
          .computeIfAbsent(task.tenant(), tenant -> new LinkedHashMap<>())
          .merge(task.asset(), task, Materialiser::joined);
    }
    for (Map.Entry<TenantId, Map<Guid, Task>> entry : byTenant.entrySet()) {
      write(entry.getKey(), entry.getValue().values());
    }
  }

  private static Task joined(Task one, Task later) {
    List<ClassificationChange> changes = new ArrayList<>(one.changes());
    changes.addAll(later.changes());
    return new Task(one.tenant(), one.asset(), changes, later.cause());
  }

  private void write(TenantId tenant, Collection<Task> assets) throws InterruptedException {
    String cause = assets.iterator().next().cause();
    RequestContext context =
        new RequestContext(tenant, new Principal("lily", Set.of(), Set.of()), clock, cause);
    List<PropagatedUpdate> updates =
        assets.stream()
            .map(
                task ->
                    new PropagatedUpdate(
                        task.asset(), propagated(tenant, task.asset()), task.changes()))
            .toList();
    while (!closed) {
      try {
        catalog.materialise(context, updates);
        written.addAndGet(updates.size());
        return;
      } catch (CatalogException refused) {
        LOG.error("propagated classifications of {} assets are refused", updates.size(), refused);
        return;
      } catch (IllegalStateException fault) {
        LOG.warn("propagated classifications of {} assets were not written", updates.size(), fault);
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
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
