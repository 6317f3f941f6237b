package dev.lily.graph.store;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.activity.Activity;
import dev.lily.graph.activity.ActivityMark;
import dev.lily.graph.activity.ActivityStore;
import dev.lily.graph.asset.Guid;
import java.util.ArrayList;
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
import org.janusgraph.diskstorage.util.time.TimestampProviders;

/**
 * Histories in a table of their own of the store that the graph is in: a row for each asset, keyed
 * by its guid, a cell for each event, the newest first.
 */
final class ActivityRows implements ActivityStore, AutoCloseable {
  static final String TABLE = "activity";

  /** How many entries of an asset are kept for sure; what is beyond goes now and then. */
  static final int KEPT = 1_000;

  /** A row is trimmed when it gets an event of a position that this divides. */
  private static final int TRIMMED_EACH = 64;

  /** The most that one trimming reads. */
  private static final int EXCESS = 5_000;

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
    StaticBuffer key = ActivityCells.key(asset);
    List<Entry> cells = activities.stream().map(ActivityCells::cell).toList();
    rows.mutate(key, cells, KeyColumnValueStore.NO_DELETIONS, transaction);
    if (activities.stream().anyMatch(one -> one.mark().position() % TRIMMED_EACH == 0)) {
      List<Entry> all =
          rows.getSlice(
              new KeySliceQuery(key, ActivityCells.FIRST, ActivityCells.END).setLimit(EXCESS),
              transaction);
      remove(key, all.subList(Math.min(KEPT, all.size()), all.size()), transaction);
    }
  }

  @Override
  public void forget(Collection<Guid> assets) {
    write(
        transaction -> {
          for (Guid asset : assets) {
            StaticBuffer key = ActivityCells.key(asset);
            remove(
                key,
                rows.getSlice(
                    new KeySliceQuery(key, ActivityCells.FIRST, ActivityCells.END), transaction),
                transaction);
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
    StaticBuffer start = before.map(ActivityCells::after).orElse(ActivityCells.FIRST);
    List<Activity> found = new ArrayList<>();
    for (Entry cell :
        read(
            transaction ->
                rows.getSlice(
                    new KeySliceQuery(ActivityCells.key(asset), start, ActivityCells.END)
                        .setLimit(limit),
                    transaction))) {
      found.add(ActivityCells.decode(cell));
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

  /** Comes before the store is closed, which stays open as long as one of its tables is. */
  @Override
  public void close() {
    try {
      rows.close();
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
}
