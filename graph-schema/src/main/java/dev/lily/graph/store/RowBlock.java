package dev.lily.graph.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.janusgraph.diskstorage.Entry;
import org.janusgraph.diskstorage.StaticBuffer;
import org.janusgraph.diskstorage.util.StaticArrayBuffer;
import org.janusgraph.diskstorage.util.StaticArrayEntry;

/**
 * The cells of a row that share one record, in the order of their columns: a byte that tells
 * whether other cells have records of their own, then for each cell the lengths of its column and
 * its value (7 bits a byte, the lowest first, the high bit says that more follow) and both.
 *
 * @param spilled whether some cells of the row are not in the block
 */
record RowBlock(List<Entry> cells, boolean spilled) {
  private static final byte WHOLE = 0;
  private static final byte SPILLED = 1;

  static StaticBuffer encode(List<Entry> cells, boolean spilled) {
    int length = 1;
    for (Entry cell : cells) {
      int column = cell.getValuePosition();
      length += lengthOf(column) + lengthOf(cell.length() - column) + cell.length();
    }
    ByteBuffer bytes = ByteBuffer.allocate(length).put(spilled ? SPILLED : WHOLE);
    for (Entry cell : cells) {
      int column = cell.getValuePosition();
      writeNumber(bytes, column);
      writeNumber(bytes, cell.length() - column);
      cell.as((content, from, to) -> bytes.put(content, from, to - from));
    }
    return StaticArrayBuffer.of(bytes.array());
  }

  private static int lengthOf(int number) {
    int length = 1;
    for (int rest = number >>> 7; rest > 0; rest >>>= 7) {
      length++;
    }
    return length;
  }

  private static void writeNumber(ByteBuffer bytes, int number) {
    int rest = number;
    while (rest > 0x7F) {
      bytes.put((byte) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    bytes.put((byte) rest);
  }

  static RowBlock decode(StaticBuffer record) {
    byte[] bytes = record.as(StaticBuffer.ARRAY_FACTORY);
    List<Entry> cells = new ArrayList<>();
    Cursor at = new Cursor(bytes, 1);
    while (at.position < bytes.length) {
      int column = at.number();
      int value = at.number();
      int end = at.position + column + value;
      cells.add(new StaticArrayEntry(bytes, at.position, end, column));
      at.position = end;
    }
    return new RowBlock(cells, bytes[0] == SPILLED);
  }

  /** Bytes that a cell takes, about. */
  static int size(Entry cell) {
    return cell.length() + 4;
  }

  /** Compares the columns of two cells, as unsigned bytes. */
  static int compare(Entry one, Entry other) {
    return compare(one, one.getValuePosition(), other, other.getValuePosition());
  }

  static int compare(Entry cell, StaticBuffer column) {
    return compare(cell, cell.getValuePosition(), column, column.length());
  }

  private static int compare(StaticBuffer one, int oneEnd, StaticBuffer other, int otherEnd) {
    int common = Math.min(oneEnd, otherEnd);
    for (int i = 0; i < common; i++) {
      int difference = (one.getByte(i) & 0xFF) - (other.getByte(i) & 0xFF);
      if (difference != 0) {
        return difference;
      }
    }
    return oneEnd - otherEnd;
  }

  private static final class Cursor {
    private final byte[] bytes;
    private int position;

    Cursor(byte[] bytes, int position) {
      this.bytes = bytes;
      this.position = position;
    }

    int number() {
      int number = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = bytes[position++];
        number |= (next & 0x7F) << shift;
        if (next >= 0) {
          return number;
        }
      }
    }
  }
}
