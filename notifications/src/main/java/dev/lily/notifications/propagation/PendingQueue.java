package dev.lily.notifications.propagation;

import dev.lily.notifications.propagation.PendingUpdates.Task;
import java.util.ArrayList;
import java.util.List;
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
  private final PendingUpdates updates = new PendingUpdates();
  private long waitingSince;
  private long lastChange;
  private List<Task> underWay = List.of();

  /** Changes what waits; the writer looks again. */
  void update(Consumer<PendingUpdates> change) {
    lock.lock();
    try {
      boolean wasEmpty = updates.isEmpty();
      change.accept(updates);
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
      while (updates.isEmpty()) {
        changed.await();
      }
      for (long left = untilDue(); left > 0; left = untilDue()) {
        changed.awaitNanos(left);
        while (updates.isEmpty()) {
          changed.await();
        }
      }
      List<Task> taken = updates.take(limit);
      underWay = taken;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private long untilDue() {
    long now = System.nanoTime();
    return Math.min(lastChange + QUIET - now, waitingSince + LONGEST - now);
  }

  /** What was taken last is written. */
  void done() {
    lock.lock();
    try {
      underWay = List.of();
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
