package dev.lily.graph.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.janusgraph.diskstorage.BackendException;
import org.janusgraph.diskstorage.Entry;
import org.janusgraph.diskstorage.EntryList;
import org.janusgraph.diskstorage.StaticBuffer;
import org.janusgraph.diskstorage.TemporaryBackendException;
import org.janusgraph.diskstorage.keycolumnvalue.KeyIterator;
import org.janusgraph.diskstorage.keycolumnvalue.KeyRangeQuery;
import org.janusgraph.diskstorage.keycolumnvalue.KeySliceQuery;
import org.janusgraph.diskstorage.keycolumnvalue.SliceQuery;
import org.janusgraph.diskstorage.keycolumnvalue.StoreTransaction;
import org.janusgraph.diskstorage.keycolumnvalue.keyvalue.KVQuery;
import org.janusgraph.diskstorage.keycolumnvalue.keyvalue.KeyValueEntry;
import org.janusgraph.diskstorage.keycolumnvalue.keyvalue.OrderedKeyValueStore;
import org.janusgraph.diskstorage.keycolumnvalue.keyvalue.OrderedKeyValueStoreAdapter;
import org.janusgraph.diskstorage.util.EntryArrayList;
import org.janusgraph.diskstorage.util.RecordIterator;
import org.jspecify.annotations.Nullable;

/**
 * Rows whose cells share one record, where the stock adapter has a record for each: a new asset is
 * one put instead of nine. The record's key is the row's, which is before all its cells. What does
 * not fit into a block, the edges of a hub, has records of its own as in the stock adapter, and
 * rows without a block, written before there were any, are read as before. A cell is in one place.
 *
 * <p>A row is read before it is written, so two transactions must not change one row at a time:
 * assets have one writer, and the graph's schema is changed under a lock.
 */
final class RowBlockStore extends OrderedKeyValueStoreAdapter {
  static final int KEY_LENGTH = 8;

  /** A block is rewritten whenever one of its cells changes. */
  private static final int BLOCK_BYTES = 8_000;

  private final OrderedKeyValueStore records;

  RowBlockStore(OrderedKeyValueStore records) {
    super(records, KEY_LENGTH);
    this.records = records;
  }

  @Override
  public EntryList getSlice(KeySliceQuery query, StoreTransaction transaction)
      throws BackendException {
    StaticBuffer record = records.get(query.getKey(), transaction);
    if (record == null) {
      return super.getSlice(query, transaction);
    }
    RowBlock block = RowBlock.decode(record);
    List<Entry> cells = slice(block.cells(), query);
    if (block.spilled()) {
      cells = merge(cells, singles(query, transaction));
    }
    return new EntryArrayList(limit(cells, query));
  }

  @Override
  public Map<StaticBuffer, EntryList> getSlice(
      List<StaticBuffer> keys, SliceQuery query, StoreTransaction transaction)
      throws BackendException {
    Map<StaticBuffer, EntryList> rows = new HashMap<>();
    for (StaticBuffer key : keys) {
      rows.put(key, getSlice(new KeySliceQuery(key, query), transaction));
    }
    return rows;
  }

  private List<Entry> singles(KeySliceQuery query, StoreTransaction transaction)
      throws BackendException {
    KVQuery range =
        new KVQuery(
            RowKeys.join(query.getKey(), query.getSliceStart()),
            RowKeys.join(query.getKey(), query.getSliceEnd()),
            key -> key.length() > KEY_LENGTH,
            query.getLimit());
    List<Entry> cells = new ArrayList<>();
    try (RecordIterator<KeyValueEntry> found = records.getSlice(range, transaction)) {
      while (found.hasNext()) {
        cells.add(RowKeys.cell(found.next()));
      }
    } catch (IOException fault) {
      throw new TemporaryBackendException(fault);
    }
    return cells;
  }

  static List<Entry> slice(List<Entry> cells, SliceQuery query) {
    List<Entry> found = new ArrayList<>();
    for (Entry cell : cells) {
      if (RowBlock.compare(cell, query.getSliceEnd()) >= 0) {
        break;
      }
      if (RowBlock.compare(cell, query.getSliceStart()) >= 0) {
        found.add(cell);
      }
    }
    return found;
  }

  static List<Entry> merge(List<Entry> some, List<Entry> others) {
    List<Entry> all = new ArrayList<>(some.size() + others.size());
    all.addAll(some);
    all.addAll(others);
    all.sort(RowBlock::compare);
    return all;
  }

  static List<Entry> limit(List<Entry> cells, SliceQuery query) {
    return cells.size() > query.getLimit() ? cells.subList(0, query.getLimit()) : cells;
  }

  @Override
  public void mutate(
      StaticBuffer key,
      List<Entry> additions,
      List<StaticBuffer> deletions,
      StoreTransaction transaction)
      throws BackendException {
    StaticBuffer record = records.get(key, transaction);
    if (record != null) {
      change(key, RowBlock.decode(record), additions, deletions, transaction);
    } else if (hasSingles(key, transaction)) {
      super.mutate(key, additions, deletions, transaction);
    } else if (!additions.isEmpty()) {
      change(key, new RowBlock(List.of(), false), additions, List.of(), transaction);
    }
  }

  private boolean hasSingles(StaticBuffer key, StoreTransaction transaction)
      throws BackendException {
    return !singles(RowKeys.wholeRow(key).setLimit(1), transaction).isEmpty();
  }

  private void change(
      StaticBuffer key,
      RowBlock block,
      List<Entry> additions,
      List<StaticBuffer> deletions,
      StoreTransaction transaction)
      throws BackendException {
    List<Entry> cells = new ArrayList<>(block.cells());
    boolean changed = false;
    for (StaticBuffer deletion : deletions) {
      if (cells.removeIf(cell -> RowBlock.compare(cell, deletion) == 0)) {
        changed = true;
      } else if (block.spilled()) {
        records.delete(RowKeys.join(key, deletion), transaction);
      }
    }
    List<Entry> fresh = new ArrayList<>();
    List<Entry> outside = new ArrayList<>();
    for (Entry addition : additions) {
      int known = Collections.binarySearch(cells, addition, RowBlock::compare);
      if (known >= 0) {
        cells.set(known, addition);
      } else {
        (block.spilled() ? outside : fresh).add(addition);
      }
      changed |= known >= 0 || !block.spilled();
    }
    cells.addAll(fresh);
    cells.sort(RowBlock::compare);
    int kept = fitting(cells);
    outside.addAll(cells.subList(kept, cells.size()));
    for (Entry cell : outside) {
      insert(RowKeys.join(key, cell.getColumn()), cell.getValue(), transaction);
    }
    if (changed) {
      write(key, cells.subList(0, kept), block.spilled() || !outside.isEmpty(), transaction);
    }
  }

  private static int fitting(List<Entry> cells) {
    int bytes = 0;
    for (int i = 0; i < cells.size(); i++) {
      bytes += RowBlock.size(cells.get(i));
      if (bytes > BLOCK_BYTES) {
        return i;
      }
    }
    return cells.size();
  }

  private void write(
      StaticBuffer key, List<Entry> cells, boolean spilled, StoreTransaction transaction)
      throws BackendException {
    if (cells.isEmpty() && !spilled) {
      records.delete(key, transaction);
    } else {
      insert(key, RowBlock.encode(cells, spilled), transaction);
    }
  }

  private void insert(StaticBuffer key, StaticBuffer value, StoreTransaction transaction)
      throws BackendException {
    @Nullable Integer forEver = null;
    records.insert(key, value, transaction, forEver);
  }

  @Override
  public KeyIterator getKeys(KeyRangeQuery query, StoreTransaction transaction)
      throws BackendException {
    KVQuery range =
        new KVQuery(
            RowKeys.padded(query.getKeyStart()),
            RowKeys.join(RowKeys.padded(query.getKeyEnd()), query.getSliceEnd()));
    return new RowIterator(query, records.getSlice(range, transaction));
  }
}
