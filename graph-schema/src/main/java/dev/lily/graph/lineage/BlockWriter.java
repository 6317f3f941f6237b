package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayList;
import dev.lily.graph.change.ValueJson;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32C;
import org.roaringbitmap.RoaringBitmap;

/**
 * Writes the parts of a snapshot as blocks: part, number of the block, length, CRC32C of these
 * three and the content, then the content; little-endian. Not for several threads.
 */
final class BlockWriter implements Closeable {
  static final int LIMIT = 1 << 20;
  static final int HEAD = 16;

  private final FileChannel file;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(HEAD + LIMIT).order(ByteOrder.LITTLE_ENDIAN);
  private final CRC32C checksum = new CRC32C();
  private final List<Later> later = new ArrayList<>();
  private SnapshotPart part = SnapshotPart.END;
  private int blocks;

  private record Later(SnapshotPart part, Collection<?> values) {}

  BlockWriter(FileChannel file) {
    this.file = file;
    buffer.position(HEAD);
  }

  /** What is put next belongs to the part. */
  void begin(SnapshotPart next) throws IOException {
    flush();
    part = next;
  }

  void putInt(int value) throws IOException {
    reserve(Integer.BYTES);
    buffer.putInt(value);
  }

  void putInts(int[] values, int from, int count) throws IOException {
    for (int done = 0; done < count; ) {
      reserve(Integer.BYTES);
      int some = Math.min(count - done, buffer.remaining() / Integer.BYTES);
      buffer.asIntBuffer().put(values, from + done, some);
      buffer.position(buffer.position() + some * Integer.BYTES);
      done += some;
    }
  }

  void putBytes(byte[] values, int from, int count) throws IOException {
    for (int done = 0; done < count; ) {
      reserve(1);
      int some = Math.min(count - done, buffer.remaining());
      buffer.put(values, from + done, some);
      done += some;
    }
  }

  /** A list with its length. */
  void putList(IntArrayList list) throws IOException {
    putInt(list.size());
    putInts(list.buffer, 0, list.size());
  }

  void putBits(BitSet bits) throws IOException {
    putBytes(bits.toByteArray());
  }

  void putBitmap(RoaringBitmap bitmap) throws IOException {
    byte[] bytes = new byte[bitmap.serializedSizeInBytes()];
    bitmap.serialize(ByteBuffer.wrap(bytes));
    putBytes(bytes);
  }

  private void putBytes(byte[] bytes) throws IOException {
    putInt(bytes.length);
    putBytes(bytes, 0, bytes.length);
  }

  /** A part of records as JSON; written at the end, so that nobody waits for it. */
  void putLater(SnapshotPart records, Collection<?> values) {
    later.add(new Later(records, values));
  }

  /** Writes what was put off, and the end. */
  void finish() throws IOException {
    for (Later records : later) {
      begin(records.part());
      ValueJson.write(records.values(), new Stream());
    }
    begin(SnapshotPart.END);
    putInt(blocks);
    flush();
  }

  private void reserve(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
  }

  private void flush() throws IOException {
    if (buffer.position() == HEAD) {
      return;
    }
    buffer.flip();
    buffer.putInt(0, part.number).putInt(4, blocks++).putInt(8, buffer.limit() - HEAD);
    buffer.putInt(12, checksum(buffer, checksum));
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
    buffer.clear().position(HEAD);
  }

  /** Of a whole block from 0 to the limit, but for the checksum in it. */
  static int checksum(ByteBuffer block, CRC32C checksum) {
    checksum.reset();
    checksum.update(block.duplicate().position(0).limit(HEAD - Integer.BYTES));
    checksum.update(block.duplicate().position(HEAD));
    return (int) checksum.getValue();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private final class Stream extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      reserve(1);
      buffer.put((byte) value);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      putBytes(bytes, from, count);
    }
  }
}
