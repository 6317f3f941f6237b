package dev.lily.notifications.atlas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/**
 * Atlas's way with messages above its limit: the whole envelope is compressed and written in base64
 * into another envelope; if that is still too long it is cut into parts of one id, counted from 0.
 */
final class NotificationSplitter {

  /** {@code atlas.notification.message.max.length.bytes}: Kafka's 1,000,000 less an envelope. */
  static final int LIMIT = 1_000_000 - 512;

  private final String idPrefix;
  private long nextId;

  NotificationSplitter() {
    this(UUID.randomUUID().toString());
  }

  NotificationSplitter(String idPrefix) {
    this.idPrefix = idPrefix;
  }

  /** The message itself where it is short enough, else what carries it. */
  List<byte[]> split(byte[] message) {
    if (message.length <= LIMIT) {
      return List.of(message);
    }
    byte[] text = Base64.getEncoder().encode(gzip(message));
    String id = idPrefix + "_" + nextId++;
    if (text.length <= LIMIT) {
      return List.of(envelope(id, 1, 1, new String(text, UTF_8)));
    }
    int count = (text.length + LIMIT - 1) / LIMIT;
    List<byte[]> parts = new ArrayList<>(count);
    for (int part = 0; part < count; part++) {
      int from = part * LIMIT;
      int length = Math.min(LIMIT, text.length - from);
      parts.add(envelope(id, part, count, new String(text, from, length, UTF_8)));
    }
    return parts;
  }

  /** Neither ids nor base64 have anything to escape. */
  private static byte[] envelope(String id, int index, int count, String message) {
    String json =
        "{\"version\":{\"version\":\"1.0.0\",\"versionParts\":[1]},\"msgId\":\""
            + id
            + "\",\"msgCompressionKind\":\"GZIP\",\"msgSplitIdx\":"
            + index
            + ",\"msgSplitCount\":"
            + count
            + ",\"message\":\""
            + message
            + "\"}";
    return json.getBytes(UTF_8);
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(bytes.length / 4);
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return compressed.toByteArray();
  }
}
