package dev.lily.graph.store;

import dev.lily.graph.change.Outbox.Entry;
import dev.lily.graph.change.Outbox.Message;
import dev.lily.graph.change.Outbox.Span;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * An outbox entry as bytes: the length of the rest, then, deflated, the number of messages and for
 * each its key and value with their lengths, and the first and last position of the transaction.
 */
final class OutboxEntryCodec {
  private OutboxEntryCodec() {}

  static byte[] encode(Entry entry) {
    List<byte[]> keys = new ArrayList<>(entry.messages().size());
    int size = Integer.BYTES + 2 * Long.BYTES;
    for (Message message : entry.messages()) {
      byte[] key = message.key().getBytes(StandardCharsets.UTF_8);
      keys.add(key);
      size += 2 * Integer.BYTES + key.length + message.value().length;
    }
    ByteBuffer plain = ByteBuffer.allocate(size);
    plain.putInt(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      put(plain, keys.get(i));
      put(plain, entry.messages().get(i).value());
    }
    plain.putLong(entry.transaction().first()).putLong(entry.transaction().last());
    return deflate(plain.array());
  }

  private static void put(ByteBuffer buffer, byte[] bytes) {
    buffer.putInt(bytes.length).put(bytes);
  }

  private static byte[] deflate(byte[] plain) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    try {
      deflater.setInput(plain);
      deflater.finish();
      ByteBuffer packed = ByteBuffer.allocate(plain.length + plain.length / 8 + 64);
      packed.putInt(plain.length);
      while (!deflater.finished()) {
        deflater.deflate(packed);
      }
      byte[] bytes = new byte[packed.position()];
      packed.flip().get(bytes);
      return bytes;
    } finally {
      deflater.end();
    }
  }

  static Entry decode(long position, byte[] bytes) {
    ByteBuffer plain = ByteBuffer.wrap(inflate(position, bytes));
    int count = plain.getInt();
    List<Message> messages = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String key = new String(take(plain), StandardCharsets.UTF_8);
      messages.add(new Message(key, take(plain)));
    }
    // Entries of earlier versions end here.
    return plain.hasRemaining()
        ? new Entry(position, new Span(plain.getLong(), plain.getLong()), messages)
        : new Entry(position, messages);
  }

  private static byte[] inflate(long position, byte[] bytes) {
    Inflater inflater = new Inflater(true);
    try {
      ByteBuffer packed = ByteBuffer.wrap(bytes);
      byte[] plain = new byte[packed.getInt()];
      inflater.setInput(packed);
      int length = 0;
      while (length < plain.length) {
        int step = inflater.inflate(plain, length, plain.length - length);
        if (step == 0) {
          throw new IllegalStateException("outbox entry " + position + " is cut short");
        }
        length += step;
      }
      return plain;
    } catch (DataFormatException corrupt) {
      throw new IllegalStateException("outbox entry " + position + " is damaged", corrupt);
    } finally {
      inflater.end();
    }
  }

  private static byte[] take(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.getInt()];
    buffer.get(bytes);
    return bytes;
  }
}
