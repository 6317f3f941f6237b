package dev.lily.graph.change;

import java.time.Duration;
import java.util.List;

/**
 * Change events that were committed with the data and wait to be published. Positions grow by one
 * per entry, without gaps. An entry stays until it is acknowledged, whatever happens to the
 * process.
 */
public interface Outbox {

  /**
   * One committed batch of events, already encoded by {@link ChangeEventCodec}.
   *
   * @param transaction all entries of the transaction, which belong together
   */
  record Entry(long position, Span transaction, List<Message> messages) {
    public Entry {
      messages = List.copyOf(messages);
    }

    /** An entry that is a transaction of its own. */
    public Entry(long position, List<Message> messages) {
      this(position, new Span(position, position), messages);
    }
  }

  /** Positions from the first to the last, both included. */
  record Span(long first, long last) {}

  /** A key (tenant and root asset) and an encoded {@link ChangeEvent}. */
  record Message(String key, byte[] value) {}

  /** The position of the newest committed entry; 0 where there was never one. */
  long head();

  /** The position up to which entries are published. */
  long acknowledged();

  /** Entries after the position in order, at most so many; empty where there is none yet. */
  List<Entry> read(long afterPosition, int limit);

  /** Waits until there is an entry after the position, or the time is over. */
  boolean await(long afterPosition, Duration time) throws InterruptedException;

  /** Says that all entries up to the position are published for good; they may be removed. */
  void acknowledge(long position);
}
