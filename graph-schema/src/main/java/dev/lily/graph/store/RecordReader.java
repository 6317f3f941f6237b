package dev.lily.graph.store;

import com.sleepycat.je.Cursor;
import com.sleepycat.je.CursorConfig;
import com.sleepycat.je.Database;
import com.sleepycat.je.DatabaseEntry;
import com.sleepycat.je.DatabaseException;
import com.sleepycat.je.Get;
import com.sleepycat.je.OperationResult;
import com.sleepycat.je.Transaction;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.janusgraph.diskstorage.StaticBuffer;
import org.janusgraph.diskstorage.keycolumnvalue.keyvalue.KVQuery;
import org.janusgraph.diskstorage.keycolumnvalue.keyvalue.KeySelector;
import org.janusgraph.diskstorage.keycolumnvalue.keyvalue.KeyValueEntry;
import org.janusgraph.diskstorage.util.RecordIterator;
import org.janusgraph.diskstorage.util.StaticArrayBuffer;

/**
 * The records of a range in the order of their keys, which holds no record while its user does
 * something else. A cursor keeps its record locked, and one that moves keeps it until it has the
 * next: where the writer has that one and waits for the first, both wait until the store's lock
 * timeout. So some records are read at a time, by a cursor that lets go before it moves.
 */
final class RecordReader implements RecordIterator<KeyValueEntry> {
  private static final int AT_ONCE = 256;
  private static final CursorConfig LETS_GO = new CursorConfig().setNonSticky(true);

  private final Database database;
  private final Transaction transaction;
  private final StaticBuffer end;
  private final KeySelector selector;
  private final Queue<KeyValueEntry> read = new ArrayDeque<>();
  private byte[] from;
  private boolean finished;

  RecordReader(Database database, Transaction transaction, KVQuery range) {
    this.database = database;
    this.transaction = transaction;
    this.end = range.getEnd();
    this.selector = range.getKeySelector();
    this.from = range.getStart().as(StaticBuffer.ARRAY_FACTORY);
  }

  /**
   * @throws DatabaseException where the store cannot be read
   */
  @Override
  public boolean hasNext() {
    if (read.isEmpty() && !finished) {
      readSome();
    }
    return !read.isEmpty();
  }

  private void readSome() {
    DatabaseEntry key = new DatabaseEntry(from);
    DatabaseEntry value = new DatabaseEntry();
    try (Cursor cursor = database.openCursor(transaction, LETS_GO)) {
      OperationResult found = cursor.get(key, value, Get.SEARCH_GTE, null);
      for (int looked = 1; take(found, key, value); looked++) {
        if (looked == AT_ONCE) {
          from = after(key.getData());
          return;
        }
        found = cursor.get(key, value, Get.NEXT, null);
      }
    }
    finished = true;
  }

  /** False where the range ends. */
  private boolean take(OperationResult found, DatabaseEntry key, DatabaseEntry value) {
    if (found == null || selector.reachedLimit()) {
      return false;
    }
    StaticBuffer name = StaticArrayBuffer.of(key.getData());
    if (name.compareTo(end) >= 0) {
      return false;
    }
    if (selector.include(name)) {
      read.add(new KeyValueEntry(name, StaticArrayBuffer.of(value.getData())));
    }
    return true;
  }

  /** The least key that is greater. */
  private static byte[] after(byte[] key) {
    return Arrays.copyOf(key, key.length + 1);
  }

  @Override
  public KeyValueEntry next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return read.remove();
  }

  @Override
  public void close() {
    finished = true;
    read.clear();
  }
}
