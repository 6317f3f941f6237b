package dev.lily.notifications.propagation;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.notifications.propagation.PendingUpdates.Task;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Updates that wait, between those who bring them and the one who writes them. */
final class PendingQueue {
  /** How long no change must come until writing begins. */
  private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(250);

  /** How long writing waits at most while changes keep coming. */
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(2);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TaskLedger ledger;
  private final PendingUpdates updates;
  private final UpdateIntake intake;
  private final Throughput throughput = new Throughput();
  private final Map<TenantId, Long> written = new HashMap<>();
  private long waitingSince;
  private long lastChange;
  private long busySince;
  private List<Task> underWay = List.of();

  PendingQueue(ClassificationIndex index, Clock clock) {
    ledger = new TaskLedger(clock);
    updates = new PendingUpdates(ledger);
    intake = new UpdateIntake(index, updates, ledger);
  }

  /** Changes what waits; the writer looks again. */
  void update(Consumer<UpdateIntake> change) {
    lock.lock();
    try {
      boolean wasEmpty = updates.isEmpty();
      change.accept(intake);
      lastChange = System.nanoTime();
      if (wasEmpty) {
        waitingSince = lastChange;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many assets wait or are being written. */
  long waiting() {
    lock.lock();
    try {
      return updates.size() + (long) underWay.size();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until it is time to write, and takes the oldest ones. */
  List<Task> take(int limit) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (awaitDue()) {
        busySince = System.nanoTime();
      }
      List<Task> taken = updates.take(limit);
      underWay = taken;
      ledger.started(tallies(taken));
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Whether it had to wait. */
  private boolean awaitDue() throws InterruptedException {
    boolean waited = false;
    for (long left = untilDue(); updates.isEmpty() || left > 0; left = untilDue()) {
      waited = true;
      if (updates.isEmpty()) {
        changed.await();
      } else {
        changed.awaitNanos(left);
      }
    }
    return waited;
  }

  private long untilDue() {
    long now = System.nanoTime();
    return Math.min(lastChange + QUIET - now, waitingSince + LONGEST - now);
  }

  private static Set<Tally> tallies(Collection<Task> tasks) {
    Set<Tally> tallies = Collections.newSetFromMap(new IdentityHashMap<>());
    tasks.forEach(task -> tallies.addAll(task.tallies()));
    return tallies;
  }

  /**
   * These of one tenant are written.
   *
   * @param changed how many of them had something else before
   */
  void written(List<Task> tasks, int changed) {
    lock.lock();
    try {
      Instant now = ledger.now();
      tasks.forEach(task -> ledger.done(task.tallies(), now));
      written.merge(tasks.get(0).tenant(), (long) changed, Long::sum);
    } finally {
      lock.unlock();
    }
  }

  /** This one will not be written. */
  void refused(Task task, String reason) {
    lock.lock();
    try {
      ledger.refused(task.tallies(), reason);
    } finally {
      lock.unlock();
    }
  }

  /** These are going to be tried again. */
  void retried(List<Task> tasks, String reason) {
    lock.lock();
    try {
      ledger.retried(tallies(tasks), reason);
    } finally {
      lock.unlock();
    }
  }

  /** What was taken last is written or refused. */
  void done() {
    lock.lock();
    try {
      long now = System.nanoTime();
      throughput.add(underWay.size(), now - busySince);
      busySince = now;
      underWay = List.of();
    } finally {
      lock.unlock();
    }
  }

  MaterialiserStatus status(TenantId tenant) {
    lock.lock();
    try {
      long waiting = updates.size(tenant) + writing(tenant);
      return new MaterialiserStatus(
          waiting,
          written.getOrDefault(tenant, 0L),
          throughput.perSecond(),
          throughput.eta(ledger.now(), waiting == 0 ? 0 : waiting()),
          ledger.oldest(tenant));
    } finally {
      lock.unlock();
    }
  }

  private long writing(TenantId tenant) {
    return underWay.stream().filter(task -> task.tenant().equals(tenant)).count();
  }

  /** How many tasks are under way. */
  int openTasks() {
    lock.lock();
    try {
      return ledger.openCount();
    } finally {
      lock.unlock();
    }
  }

  /** How many assets were written per second, lately. */
  double perSecond() {
    lock.lock();
    try {
      return throughput.perSecond();
    } finally {
      lock.unlock();
    }
  }

  /** The tasks of the tenant, finished ones first. */
  List<PropagationTask> tasks(TenantId tenant) {
    lock.lock();
    try {
      return ledger.tasks(tenant, throughput, waiting());
    } finally {
      lock.unlock();
    }
  }

  /** Forgets finished tasks. */
  void forget(TenantId tenant, Collection<Guid> tasks) {
    lock.lock();
    try {
      ledger.remove(tenant, tasks);
    } finally {
      lock.unlock();
    }
  }

  /** Everything that is not surely written. */
  List<Task> unwritten() {
    lock.lock();
    try {
      List<Task> tasks = new ArrayList<>(underWay);
      tasks.addAll(updates.all());
      return tasks;
    } finally {
      lock.unlock();
    }
  }

  /** While changes keep coming, leaves the machine to them for as long as it was taken. */
  void giveWay(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (System.nanoTime() - lastChange < QUIET) {
        long left = nanos;
        while (left > 0) {
          left = changed.awaitNanos(left);
        }
      }
    } finally {
      lock.unlock();
    }
  }
}
