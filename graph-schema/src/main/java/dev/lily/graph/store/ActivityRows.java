package dev.lily.graph.store;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.activity.Activity;
import dev.lily.graph.activity.ActivityMark;
import dev.lily.graph.activity.ActivityStore;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.change.ValueJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.janusgraph.diskstorage.BackendException;
import org.janusgraph.diskstorage.Entry;
import org.janusgraph.diskstorage.StaticBuffer;
import org.janusgraph.diskstorage.keycolumnvalue.KeyColumnValueStore;
import org.janusgraph.diskstorage.keycolumnvalue.KeyColumnValueStoreManager;
import org.janusgraph.diskstorage.keycolumnvalue.KeySliceQuery;
import org.janusgraph.diskstorage.keycolumnvalue.StoreTransaction;
import org.janusgraph.diskstorage.util.StandardBaseTransactionConfig;
import org.janusgraph.diskstorage.util.StaticArrayBuffer;
import org.janusgraph.diskstorage.util.StaticArrayEntry;
import org.janusgraph.diskstorage.util.time.TimestampProviders;

/**
 * Histories in a table of their own of the store that the graph is in: a row for each asset, keyed
 * by its guid, a cell for each event. The column of a cell is its mark with all bits turned, so
 * that the newest comes first; its value is JSON.
 */
final class ActivityRows implements ActivityStore {
  static final String TABLE = "activity";
  static final int KEY_LENGTH = 16;

  /** How many entries of an asset are kept for sure; what is beyond goes now and then. */
  static final int KEPT = 1_000;

  /** A row is trimmed when it gets an event of a position that this divides. */
  private static final int TRIMMED_EACH = 64;

  /** The most that one trimming reads. */
  private static final int EXCESS = 5_000;

  private static final int COLUMN_LENGTH = 21;
  private static final StaticBuffer FIRST = StaticArrayBuffer.of(new byte[0]);
  private static final StaticBuffer END = end();

  private final KeyColumnValueStoreManager manager;
  private final KeyColumnValueStore rows;

  ActivityRows(KeyColumnValueStoreManager manager) {
    this.manager = manager;
    try {
      rows = manager.openDatabase(TABLE);
    } catch (BackendException fault) {
      throw unavailable(fault);
    }
  }

  private static StaticBuffer end() {
    byte[] bytes = new byte[COLUMN_LENGTH + 1];
    Arrays.fill(bytes, (byte) 0xFF);
    return StaticArrayBuffer.of(bytes);
  }

  /** What is done within one transaction of the store. */
  @FunctionalInterface
  private interface Work<T> {
    T run(StoreTransaction transaction) throws BackendException;
  }

  @Override
  public void add(List<Item> items) {
    Map<Guid, List<Activity>> byAsset = new LinkedHashMap<>();
    items.forEach(
        item ->
            byAsset.computeIfAbsent(item.asset(), asset -> new ArrayList<>()).add(item.activity()));
    write(
        transaction -> {
          for (Map.Entry<Guid, List<Activity>> row : byAsset.entrySet()) {
            add(row.getKey(), row.getValue(), transaction);
          }
          return rows;
        });
  }

  private void add(Guid asset, List<Activity> activities, StoreTransaction transaction)
      throws BackendException {
    StaticBuffer key = key(asset);
    List<Entry> cells = activities.stream().map(ActivityRows::cell).toList();
    rows.mutate(key, cells, KeyColumnValueStore.NO_DELETIONS, transaction);
    if (activities.stream().anyMatch(one -> one.mark().position() % TRIMMED_EACH == 0)) {
      List<Entry> all =
          rows.getSlice(new KeySliceQuery(key, FIRST, END).setLimit(EXCESS), transaction);
      remove(key, all.subList(Math.min(KEPT, all.size()), all.size()), transaction);
    }
  }

  @Override
  public void forget(Collection<Guid> assets) {
    write(
        transaction -> {
          for (Guid asset : assets) {
            StaticBuffer key = key(asset);
            remove(
                key, rows.getSlice(new KeySliceQuery(key, FIRST, END), transaction), transaction);
          }
          return rows;
        });
  }

  private void remove(StaticBuffer key, List<Entry> cells, StoreTransaction transaction)
      throws BackendException {
    if (!cells.isEmpty()) {
      rows.mutate(
          key,
          KeyColumnValueStore.NO_ADDITIONS,
          cells.stream().map(Entry::getColumn).toList(),
          transaction);
    }
  }

  @Override
  public List<Activity> read(Guid asset, Optional<ActivityMark> before, int limit) {
    StaticBuffer start = before.map(ActivityRows::after).orElse(FIRST);
    List<Activity> found = new ArrayList<>();
    for (Entry cell :
        read(
            transaction ->
                rows.getSlice(
                    new KeySliceQuery(key(asset), start, END).setLimit(limit), transaction))) {
      found.add(decode(cell.getValue().as(StaticBuffer.ARRAY_FACTORY)));
    }
    return found;
  }

  private <T> T read(Work<T> work) {
    try {
      StoreTransaction transaction = begin();
      try {
        return work.run(transaction);
      } finally {
        transaction.rollback();
      }
    } catch (BackendException fault) {
      throw unavailable(fault);
    }
  }

  private void write(Work<?> work) {
    try {
      StoreTransaction transaction = begin();
      boolean done = false;
      try {
        work.run(transaction);
        done = true;
      } finally {
        if (done) {
          transaction.commit();
        } else {
          transaction.rollback();
        }
      }
    } catch (BackendException fault) {
      throw unavailable(fault);
    }
  }

  private StoreTransaction begin() throws BackendException {
    return manager.beginTransaction(StandardBaseTransactionConfig.of(TimestampProviders.MICRO));
  }

  private static CatalogException unavailable(BackendException fault) {
    return new CatalogException(
        ErrorCode.UNAVAILABLE,
        "the history of assets cannot be read or written: " + fault.getMessage(),
        fault);
  }

  private static StaticBuffer key(Guid asset) {
    return StaticArrayBuffer.of(
        ByteBuffer.allocate(KEY_LENGTH).putLong(asset.high()).putLong(asset.low()).array());
  }

  private static Entry cell(Activity activity) {
    return StaticArrayEntry.of(
        StaticArrayBuffer.of(column(activity.mark(), COLUMN_LENGTH)),
        StaticArrayBuffer.of(encode(activity)));
  }

  /** The least column after that of the mark. */
  private static StaticBuffer after(ActivityMark mark) {
    return StaticArrayBuffer.of(column(mark, COLUMN_LENGTH + 1));
  }

  private static byte[] column(ActivityMark mark, int length) {
    return ByteBuffer.allocate(length)
        .putLong(~mark.time())
        .put((byte) (mark.isPropagated() ? 0 : 1))
        .putLong(~mark.position())
        .putInt(~mark.index())
        .array();
  }

  private static byte[] encode(Activity activity) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ValueJson.write(List.of(activity), bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static Activity decode(byte[] json) {
    List<Activity> one = new ArrayList<>(1);
    try {
      ValueJson.read(Activity.class, new ByteArrayInputStream(json), one::add);
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
    return one.get(0);
  }
}
