package dev.lily.graph.lineage;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How far the change log is taken in, and waiting for it. */
final class PositionGate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition advanced = lock.newCondition();
  private volatile long position = -1;

  long position() {
    return position;
  }

  void advance(long to) {
    lock.lock();
    try {
      position = Math.max(position, to);
      advanced.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean await(long wanted, Duration timeout) throws InterruptedException {
    long left = timeout.toNanos();
    lock.lock();
    try {
      while (position < wanted && left > 0) {
        left = advanced.awaitNanos(left);
      }
      return position >= wanted;
    } finally {
      lock.unlock();
    }
  }
}
