package dev.lily.graph.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.janusgraph.diskstorage.Entry;
import org.janusgraph.diskstorage.StaticBuffer;
import org.janusgraph.diskstorage.keycolumnvalue.KeyIterator;
import org.janusgraph.diskstorage.keycolumnvalue.KeyRangeQuery;
import org.janusgraph.diskstorage.keycolumnvalue.keyvalue.KeyValueEntry;
import org.janusgraph.diskstorage.util.RecordIterator;
import org.jspecify.annotations.Nullable;

/** The rows of a range that have cells in the slice, put together from their records. */
final class RowIterator implements KeyIterator {
  private final KeyRangeQuery query;
  private final RecordIterator<KeyValueEntry> records;
  private @Nullable KeyValueEntry ahead;
  private @Nullable StaticBuffer upcoming;
  private List<Entry> upcomingCells = List.of();
  private List<Entry> cells = List.of();

  RowIterator(KeyRangeQuery query, RecordIterator<KeyValueEntry> records) {
    this.query = query;
    this.records = records;
    this.ahead = records.hasNext() ? records.next() : null;
  }

  @Override
  public boolean hasNext() {
    while (upcoming == null && ahead != null) {
      readRow(RowKeys.row(ahead.getKey()));
    }
    return upcoming != null;
  }

  private void readRow(StaticBuffer row) {
    List<Entry> block = List.of();
    List<Entry> singles = new ArrayList<>();
    while (ahead != null && RowKeys.row(ahead.getKey()).equals(row)) {
      if (RowKeys.isBlock(ahead.getKey())) {
        block = RowBlock.decode(ahead.getValue()).cells();
      } else {
        singles.add(RowKeys.cell(ahead));
      }
      ahead = records.hasNext() ? records.next() : null;
    }
    boolean asked = row.compareTo(query.getKeyStart()) >= 0 && row.compareTo(query.getKeyEnd()) < 0;
    List<Entry> all =
        RowBlockStore.merge(RowBlockStore.slice(block, query), RowBlockStore.slice(singles, query));
    if (asked && !all.isEmpty()) {
      upcoming = row;
      upcomingCells = RowBlockStore.limit(all, query);
    }
  }

  @Override
  public StaticBuffer next() {
    StaticBuffer row = hasNext() ? upcoming : null;
    if (row == null) {
      throw new NoSuchElementException();
    }
    upcoming = null;
    cells = upcomingCells;
    return row;
  }

  /** The cells of the row that came last. */
  @Override
  public RecordIterator<Entry> getEntries() {
    Iterator<Entry> entries = cells.iterator();
    return new RecordIterator<>() {
      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public Entry next() {
        return entries.next();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
