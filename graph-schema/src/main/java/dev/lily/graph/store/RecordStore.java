package dev.lily.graph.store;

import com.sleepycat.je.Database;
import com.sleepycat.je.DatabaseException;
import com.sleepycat.je.Environment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.janusgraph.diskstorage.BackendException;
import org.janusgraph.diskstorage.PermanentBackendException;
import org.janusgraph.diskstorage.StaticBuffer;
import org.janusgraph.diskstorage.berkeleyje.BerkeleyJEKeyValueStore;
import org.janusgraph.diskstorage.berkeleyje.BerkeleyJETx;
import org.janusgraph.diskstorage.keycolumnvalue.StoreTransaction;
import org.janusgraph.diskstorage.keycolumnvalue.keyvalue.KVQuery;
import org.janusgraph.diskstorage.keycolumnvalue.keyvalue.KeyValueEntry;
import org.janusgraph.diskstorage.keycolumnvalue.keyvalue.OrderedKeyValueStore;
import org.janusgraph.diskstorage.util.RecordIterator;
import org.jspecify.annotations.Nullable;

/** JanusGraph's BerkeleyJE records, whose ranges are read by {@link RecordReader}. */
final class RecordStore implements OrderedKeyValueStore {
  private final OrderedKeyValueStore store;

  /** The same database once more: JanusGraph does not give its own away. */
  private final Database ranges;

  private RecordStore(OrderedKeyValueStore store, Database ranges) {
    this.store = store;
    this.ranges = ranges;
  }

  static RecordStore over(BerkeleyJEKeyValueStore store, Environment environment)
      throws BackendException {
    try {
      return new RecordStore(
          store, environment.openDatabase(null, store.getName(), store.getConfiguration()));
    } catch (DatabaseException fault) {
      throw new PermanentBackendException("the graph's records cannot be opened", fault);
    }
  }

  @Override
  public RecordIterator<KeyValueEntry> getSlice(KVQuery range, StoreTransaction transaction) {
    return new RecordReader(ranges, ((BerkeleyJETx) transaction).getTransaction(), range);
  }

  @Override
  public Map<KVQuery, RecordIterator<KeyValueEntry>> getSlices(
      List<KVQuery> queries, StoreTransaction transaction) {
    Map<KVQuery, RecordIterator<KeyValueEntry>> slices = new HashMap<>();
    queries.forEach(range -> slices.put(range, getSlice(range, transaction)));
    return slices;
  }

  @Override
  public @Nullable StaticBuffer get(StaticBuffer key, StoreTransaction transaction)
      throws BackendException {
    return store.get(key, transaction);
  }

  @Override
  public boolean containsKey(StaticBuffer key, StoreTransaction transaction)
      throws BackendException {
    return store.containsKey(key, transaction);
  }

  @Override
  public void insert(
      StaticBuffer key, StaticBuffer value, StoreTransaction transaction, @Nullable Integer ttl)
      throws BackendException {
    store.insert(key, value, transaction, ttl);
  }

  @Override
  public void delete(StaticBuffer key, StoreTransaction transaction) throws BackendException {
    store.delete(key, transaction);
  }

  @Override
  public void acquireLock(StaticBuffer key, StaticBuffer expected, StoreTransaction transaction)
      throws BackendException {
    store.acquireLock(key, expected, transaction);
  }

  @Override
  public String getName() {
    return store.getName();
  }

  @Override
  public void close() throws BackendException {
    ranges.close();
    store.close();
  }
}
