package dev.lily.graph.store;

import dev.lily.graph.activity.Activity;
import dev.lily.graph.activity.ActivityMark;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.change.ValueJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.janusgraph.diskstorage.Entry;
import org.janusgraph.diskstorage.StaticBuffer;
import org.janusgraph.diskstorage.util.StaticArrayBuffer;
import org.janusgraph.diskstorage.util.StaticArrayEntry;

/**
 * Histories as bytes: the key of a row is the asset's guid, the column of a cell its mark with all
 * bits turned, so that the newest comes first, and its value is JSON.
 */
final class ActivityCells {
  static final int KEY_LENGTH = 16;

  private static final int COLUMN_LENGTH = 21;

  /** Before all columns, and after them. */
  static final StaticBuffer FIRST = StaticArrayBuffer.of(new byte[0]);

  static final StaticBuffer END = end();

  private ActivityCells() {}

  private static StaticBuffer end() {
    byte[] bytes = new byte[COLUMN_LENGTH + 1];
    Arrays.fill(bytes, (byte) 0xFF);
    return StaticArrayBuffer.of(bytes);
  }

  static StaticBuffer key(Guid asset) {
    return StaticArrayBuffer.of(
        ByteBuffer.allocate(KEY_LENGTH).putLong(asset.high()).putLong(asset.low()).array());
  }

  static Entry cell(Activity activity) {
    return StaticArrayEntry.of(
        StaticArrayBuffer.of(column(activity.mark(), COLUMN_LENGTH)),
        StaticArrayBuffer.of(encode(activity)));
  }

  /** The least column after that of the mark. */
  static StaticBuffer after(ActivityMark mark) {
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

  static Activity decode(Entry cell) {
    byte[] json = cell.getValue().as(StaticBuffer.ARRAY_FACTORY);
    List<Activity> one = new ArrayList<>(1);
    try {
      ValueJson.read(Activity.class, new ByteArrayInputStream(json), one::add);
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
    return one.get(0);
  }
}
