package dev.lily.notifications.log;

import dev.lily.graph.change.Outbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An outbox in memory, with the contract of the real one. */
final class MemoryOutbox implements Outbox {
  private final List<Entry> entries = new ArrayList<>();
  private long acknowledged;

  synchronized long commit(Message... messages) {
    entries.add(new Entry(entries.size() + 1L, List.of(messages)));
    notifyAll();
    return entries.size();
  }

  @Override
  public synchronized long head() {
    return entries.size();
  }

  @Override
  public synchronized long acknowledged() {
    return acknowledged;
  }

  @Override
  public synchronized List<Entry> read(long afterPosition, int limit) {
    int from = (int) Math.min(afterPosition, entries.size());
    return List.copyOf(entries.subList(from, Math.min(entries.size(), from + limit)));
  }

  @Override
  public synchronized boolean await(long afterPosition, Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (entries.size() <= afterPosition) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }

  @Override
  public synchronized void acknowledge(long position) {
    if (position < acknowledged || position > entries.size()) {
      throw new IllegalArgumentException(position + " is not after " + acknowledged);
    }
    acknowledged = position;
  }
}
