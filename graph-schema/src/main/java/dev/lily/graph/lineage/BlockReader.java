package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntStack;
import dev.lily.graph.change.ValueJson;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.roaringbitmap.RoaringBitmap;

/** Reads what {@link BlockWriter} wrote, part by part in any order, and trusts nothing. */
final class BlockReader implements Closeable {
  private final FileChannel file;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(BlockWriter.HEAD + BlockWriter.LIMIT)
          .order(ByteOrder.LITTLE_ENDIAN);
  private final CRC32C checksum = new CRC32C();
  private final Map<SnapshotPart, Place> places = new EnumMap<>(SnapshotPart.class);
  private SnapshotPart part = SnapshotPart.END;
  private int block;

  private record Place(long offset, int block) {}

  /** Finds the parts, which begin at the file's position. */
  BlockReader(FileChannel file) throws IOException {
    this.file = file;
    find();
    check(file.position() == file.size(), "damaged (length)");
    begin(SnapshotPart.END);
    check(getInt() == block - 1, "damaged (count of blocks)");
  }

  private void find() throws IOException {
    do {
      long begin = file.position();
      readHead();
      SnapshotPart found = partOfBlock();
      if (found != part || block == 0) {
        check(places.put(found, new Place(begin, block)) == null, "damaged (order)");
      }
      part = found;
      block++;
      file.position(file.position() + buffer.getInt(8));
    } while (part != SnapshotPart.END);
  }

  private void readHead() throws IOException {
    buffer.clear().limit(BlockWriter.HEAD);
    fill();
    int length = buffer.getInt(8);
    boolean isWhole = buffer.getInt(4) == block && length > 0 && length <= BlockWriter.LIMIT;
    check(isWhole, "damaged (head of a block)");
    check(length <= file.size() - file.position(), "cut off");
  }

  private SnapshotPart partOfBlock() throws SnapshotException {
    return SnapshotPart.of(buffer.getInt(0))
        .orElseThrow(() -> new SnapshotException("is damaged (unknown part)"));
  }

  private void fill() throws IOException {
    while (buffer.hasRemaining()) {
      check(file.read(buffer) >= 0, "cut off");
    }
  }

  private static void check(boolean holds, String otherwise) throws SnapshotException {
    if (!holds) {
      throw new SnapshotException("is " + otherwise);
    }
  }

  /** What is got next is the beginning of the part. */
  void begin(SnapshotPart next) throws IOException {
    Place place = places.get(next);
    part = next;
    buffer.clear().limit(0);
    if (place != null) {
      file.position(place.offset());
      block = place.block();
      readBlock();
    }
  }

  private void readBlock() throws IOException {
    readHead();
    buffer.limit(BlockWriter.HEAD + buffer.getInt(8)).position(BlockWriter.HEAD);
    fill();
    buffer.position(BlockWriter.HEAD);
    check(buffer.getInt(12) == BlockWriter.checksum(buffer, checksum), "damaged (checksum)");
    check(partOfBlock() == part, "damaged (end of a part)");
    block++;
  }

  private void require(int bytes) throws IOException {
    if (!buffer.hasRemaining()) {
      check(places.containsKey(part), "damaged (a part is missing)");
      readBlock();
    }
    check(buffer.remaining() >= bytes, "damaged (alignment)");
  }

  int getInt() throws IOException {
    require(Integer.BYTES);
    return buffer.getInt();
  }

  void getInts(int[] values, int count) throws IOException {
    for (int done = 0; done < count; ) {
      require(Integer.BYTES);
      int some = Math.min(count - done, buffer.remaining() / Integer.BYTES);
      buffer.asIntBuffer().get(values, done, some);
      buffer.position(buffer.position() + some * Integer.BYTES);
      done += some;
    }
  }

  void getBytes(byte[] values, int count) throws IOException {
    for (int done = 0; done < count; ) {
      require(1);
      int some = Math.min(count - done, buffer.remaining());
      buffer.get(values, done, some);
      done += some;
    }
  }

  void getList(IntStack list) throws IOException {
    int[] values = new int[getInt()];
    getInts(values, values.length);
    list.push(values);
  }

  BitSet getBits() throws IOException {
    return BitSet.valueOf(getBytes());
  }

  RoaringBitmap getBitmap() throws IOException {
    RoaringBitmap bitmap = new RoaringBitmap();
    bitmap.deserialize(ByteBuffer.wrap(getBytes()));
    return bitmap;
  }

  private byte[] getBytes() throws IOException {
    byte[] bytes = new byte[getInt()];
    getBytes(bytes, bytes.length);
    return bytes;
  }

  /** All records of a part; none where there is no such part. */
  <T> void getAll(SnapshotPart records, Class<T> type, Consumer<T> each) throws IOException {
    begin(records);
    ValueJson.read(type, new Stream(), each);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** The rest of the part. */
  private final class Stream extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
      if (!buffer.hasRemaining() && !hasMore()) {
        return -1;
      }
      int some = Math.min(count, buffer.remaining());
      buffer.get(bytes, from, some);
      return some;
    }
  }

  /** Goes on to the next block if it is one of this part. */
  private boolean hasMore() throws IOException {
    if (!places.containsKey(part) || part == SnapshotPart.END) {
      return false;
    }
    long next = file.position();
    readHead();
    boolean same = partOfBlock() == part;
    file.position(next);
    buffer.clear().limit(0);
    if (same) {
      readBlock();
    }
    return same;
  }
}
