package dev.lily.graph.store;

import dev.lily.graph.change.Outbox;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.janusgraph.core.JanusGraph;
import org.janusgraph.core.JanusGraphTransaction;

/**
 * The outbox as records beside the assets, one per position, written in the transaction of the
 * change. An entry is removed when it is published and its assets are durable in the search index.
 * The newest entries are kept in memory as well, so that the relay reads the store only after a
 * restart or when it lags far behind.
 */
final class GraphOutbox implements Outbox {
  private static final int MEMORY_LIMIT = 32 << 20;

  private final JanusGraph graph;
  private final Records records;
  private final Lane lane;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final Deque<Entry> recent = new ArrayDeque<>();
  private long recentBytes;
  private long head;
  private long acknowledged;
  private long indexed;
  private long removed;

  /** What is kept apart, so that much of the one cannot delay the other. */
  enum Lane {
    /** What users and engines do. */
    CHANGES(Records.OUTBOX, Records.OUTBOX_REMOVED, true, ""),
    /** What follows from it, written behind the decisions. */
    PROPAGATED(Records.PROPAGATED, Records.PROPAGATED_REMOVED, false, "p");

    /** The number of the record before the first entry. */
    private final long entries;

    /** The number of the record that says how far entries are removed. */
    private final long removal;

    /** Whether the changes are to be found in the search index. */
    private final boolean isSearched;

    /** What an event's index within its entry begins with. */
    private final String prefix;

    Lane(long entries, long removal, boolean isSearched, String prefix) {
      this.entries = entries;
      this.removal = removal;
      this.isSearched = isSearched;
      this.prefix = prefix;
    }

    /** The id of an event. */
    String id(long position, int index) {
      return position + "-" + prefix + index;
    }
  }

  GraphOutbox(JanusGraph graph, Records records, Lane lane) {
    this.graph = graph;
    this.records = records;
    this.lane = lane;
    JanusGraphTransaction transaction = graph.buildTransaction().readOnly().start();
    try {
      removed = records.readNumber(transaction, lane.removal);
      head = removed;
      while (records.exists(transaction, lane.entries + head + 1)) {
        head++;
      }
    } finally {
      transaction.rollback();
    }
    acknowledged = removed;
    indexed = lane.isSearched ? removed : Long.MAX_VALUE;
  }

  Lane lane() {
    return lane;
  }

  /** The position that the next staged entry gets; only the writer asks. */
  long nextPosition() {
    return head() + 1;
  }

  void stage(JanusGraphTransaction transaction, Entry entry) {
    records.write(transaction, lane.entries + entry.position(), OutboxEntryCodec.encode(entry));
  }

  /** Takes note of entries whose transaction is committed. */
  void committed(List<Entry> entries) {
    lock.lock();
    try {
      for (Entry entry : entries) {
        head = entry.position();
        recent.addLast(entry);
        recentBytes += size(entry);
      }
      while (recentBytes > MEMORY_LIMIT) {
        recentBytes -= size(recent.removeFirst());
      }
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static long size(Entry entry) {
    return entry.messages().stream().mapToLong(message -> message.value().length + 64L).sum();
  }

  /** Says that the assets of all entries up to the position are durable in the search index. */
  void indexed(long position) {
    lock.lock();
    try {
      indexed = Math.max(indexed, position);
    } finally {
      lock.unlock();
    }
  }

  long indexedPosition() {
    lock.lock();
    try {
      return indexed;
    } finally {
      lock.unlock();
    }
  }

  boolean hasRemovable() {
    lock.lock();
    try {
      return Math.min(acknowledged, indexed) > removed;
    } finally {
      lock.unlock();
    }
  }

  /** Removes entries that are done with, within the transaction; the result is their end. */
  long removeDone(JanusGraphTransaction transaction, int limit) {
    long from;
    long to;
    lock.lock();
    try {
      from = removed;
      to = Math.min(Math.min(acknowledged, indexed), removed + limit);
    } finally {
      lock.unlock();
    }
    for (long position = from + 1; position <= to; position++) {
      records.remove(transaction, lane.entries + position);
    }
    if (to > from) {
      records.writeNumber(transaction, lane.removal, to);
    }
    return to;
  }

  void removed(long position) {
    lock.lock();
    try {
      removed = position;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long head() {
    lock.lock();
    try {
      return head;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long acknowledged() {
    lock.lock();
    try {
      return acknowledged;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<Entry> read(long afterPosition, int limit) {
    lock.lock();
    try {
      if (afterPosition >= head) {
        return List.of();
      }
      Entry oldest = recent.peekFirst();
      if (oldest != null && oldest.position() <= afterPosition + 1) {
        return recent.stream()
            .filter(entry -> entry.position() > afterPosition)
            .limit(limit)
            .toList();
      }
    } finally {
      lock.unlock();
    }
    return readStored(afterPosition, limit);
  }

  private List<Entry> readStored(long afterPosition, int limit) {
    long end = Math.min(head(), afterPosition + limit);
    List<Entry> entries = new ArrayList<>();
    JanusGraphTransaction transaction = graph.buildTransaction().readOnly().start();
    try {
      for (long position = afterPosition + 1; position <= end; position++) {
        byte[] bytes = records.read(transaction, lane.entries + position);
        entries.add(OutboxEntryCodec.decode(position, bytes));
      }
    } finally {
      transaction.rollback();
    }
    return entries;
  }

  @Override
  public boolean await(long afterPosition, Duration time) throws InterruptedException {
    long nanos = time.toNanos();
    lock.lock();
    try {
      while (head <= afterPosition && nanos > 0) {
        nanos = grown.awaitNanos(nanos);
      }
      return head > afterPosition;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void acknowledge(long position) {
    lock.lock();
    try {
      acknowledged = Math.max(acknowledged, position);
      while (!recent.isEmpty() && recent.getFirst().position() <= acknowledged) {
        recentBytes -= size(recent.removeFirst());
      }
    } finally {
      lock.unlock();
    }
  }
}
