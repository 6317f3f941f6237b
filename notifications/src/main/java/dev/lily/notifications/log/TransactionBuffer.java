package dev.lily.notifications.log;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Joins what the partitions of the log hold apart: gives out whole transactions, in their order,
 * and so knows exactly up to which position everything was given. Holds what came early and drops
 * what came twice. For one thread.
 */
final class TransactionBuffer {
  private final TreeMap<Long, Entry> waiting = new TreeMap<>();
  private final List<ConsumerRecord<byte[], byte[]>> foreign = new ArrayList<>();
  private long position;
  private long next;
  private boolean lossy;

  /** Begins after this position. */
  TransactionBuffer(long position) {
    this.position = position;
    this.next = position;
  }

  /** What came of an entry. */
  private static final class Entry {
    private final LogPart sample;
    private final BitSet came = new BitSet();
    private final List<Part> parts = new ArrayList<>();

    Entry(LogPart sample) {
      this.sample = sample;
    }

    void add(int index, ConsumerRecord<byte[], byte[]> record) {
      if (!came.get(index)) {
        came.set(index);
        parts.add(new Part(index, record));
      }
    }

    boolean isWhole() {
      return parts.size() == sample.count();
    }
  }

  private record Part(int index, ConsumerRecord<byte[], byte[]> record) {}

  /** Takes a record; one that does not say what it belongs to goes out with the next ones. */
  void add(ConsumerRecord<byte[], byte[]> record) {
    Optional<LogPart> part = LogPart.of(record.headers());
    if (part.isEmpty()) {
      foreign.add(record);
    } else if (part.get().position() > position) {
      waiting
          .computeIfAbsent(part.get().position(), fresh -> new Entry(part.get()))
          .add(part.get().index(), record);
    }
  }

  /** The log has a gap: what waits for the rest of its transaction would wait for ever. */
  void lost() {
    lossy = true;
  }

  /** All records that can be given, oldest first; the same again until {@link #given}. */
  List<ConsumerRecord<byte[], byte[]>> ready() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(foreign);
    next = position;
    if (lossy) {
      waiting.values().forEach(entry -> collect(entry, records));
      next = waiting.isEmpty() ? position : waiting.lastKey();
      return records;
    }
    for (long last = endOfWhole(next + 1); last > next; last = endOfWhole(next + 1)) {
      waiting.subMap(next + 1, true, last, true).values().forEach(e -> collect(e, records));
      next = last;
    }
    return records;
  }

  /** The last position of the transaction that begins here, if all of it is there; else 0. */
  private long endOfWhole(long first) {
    long last = first;
    for (long at = first; at <= last; at++) {
      Entry entry = waiting.get(at);
      if (entry == null || !entry.isWhole()) {
        return 0;
      }
      last = entry.sample.last();
    }
    return last;
  }

  private static void collect(Entry entry, List<ConsumerRecord<byte[], byte[]>> records) {
    entry.parts.sort(Comparator.comparingInt(Part::index));
    entry.parts.forEach(part -> records.add(part.record()));
  }

  /** What was ready is done with; the result is the position up to which everything is. */
  long given() {
    position = next;
    foreign.clear();
    waiting.headMap(position, true).clear();
    return position;
  }

  /**
   * Where to begin so that all comes again that was not given.
   *
   * @param next the offsets after what was taken, by partition
   */
  LogPoint point(Map<Integer, Long> next) {
    Map<Integer, Long> offsets = new HashMap<>(next);
    for (Entry entry : waiting.values()) {
      for (Part part : entry.parts) {
        offsets.merge(part.record().partition(), part.record().offset(), Math::min);
      }
    }
    return new LogPoint(position, offsets);
  }
}
