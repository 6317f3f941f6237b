package dev.lily.graph.store;

import org.janusgraph.diskstorage.Entry;
import org.janusgraph.diskstorage.StaticBuffer;
import org.janusgraph.diskstorage.keycolumnvalue.KeySliceQuery;
import org.janusgraph.diskstorage.keycolumnvalue.SliceQuery;
import org.janusgraph.diskstorage.keycolumnvalue.keyvalue.KeyValueEntry;
import org.janusgraph.diskstorage.util.BufferUtil;
import org.janusgraph.diskstorage.util.StaticArrayBuffer;
import org.janusgraph.diskstorage.util.StaticArrayEntry;

/** The keys of records: the row's, followed by the column where the record is a single cell. */
final class RowKeys {
  static final SliceQuery ALL_CELLS =
      new SliceQuery(BufferUtil.zeroBuffer(1), BufferUtil.oneBuffer(9));

  private RowKeys() {}

  static StaticBuffer join(StaticBuffer row, StaticBuffer column) {
    byte[] key = new byte[row.length() + column.length()];
    for (int i = 0; i < row.length(); i++) {
      key[i] = row.getByte(i);
    }
    for (int i = 0; i < column.length(); i++) {
      key[row.length() + i] = column.getByte(i);
    }
    return StaticArrayBuffer.of(key);
  }

  static StaticBuffer row(StaticBuffer record) {
    return record.subrange(0, RowBlockStore.KEY_LENGTH);
  }

  static boolean isBlock(StaticBuffer record) {
    return record.length() == RowBlockStore.KEY_LENGTH;
  }

  /** The record of a single cell as that cell. */
  static Entry cell(KeyValueEntry record) {
    StaticBuffer key = record.getKey();
    int row = RowBlockStore.KEY_LENGTH;
    return StaticArrayEntry.of(key.subrange(row, key.length() - row), record.getValue());
  }

  static KeySliceQuery wholeRow(StaticBuffer row) {
    return new KeySliceQuery(row, ALL_CELLS);
  }

  /** A bound of a range of rows, brought to the length of a row's key. */
  static StaticBuffer padded(StaticBuffer bound) {
    if (bound.length() > RowBlockStore.KEY_LENGTH) {
      return row(bound);
    }
    return bound.length() == RowBlockStore.KEY_LENGTH
        ? bound
        : BufferUtil.padBuffer(bound, RowBlockStore.KEY_LENGTH);
  }
}
