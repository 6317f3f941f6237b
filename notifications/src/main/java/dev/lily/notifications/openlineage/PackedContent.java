package dev.lily.notifications.openlineage;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A {@link RunContent} as compressed bytes: a column takes about a fiftieth of the heap that its
 * objects take, since names repeat.
 */
final class PackedContent {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .visibility(PropertyAccessor.ALL, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
          .defaultPropertyInclusion(JsonInclude.Value.ALL_NON_ABSENT)
          .build();

  private static final ObjectWriter WRITER = MAPPER.writerFor(RunContent.class);
  private static final ObjectReader READER = MAPPER.readerFor(RunContent.class);

  private final byte[] bytes;

  private PackedContent(byte[] bytes) {
    this.bytes = bytes;
  }

  static PackedContent of(RunContent content) {
    Deflater fast = new Deflater(Deflater.BEST_SPEED);
    try {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (OutputStream out = new DeflaterOutputStream(packed, fast)) {
        WRITER.writeValue(out, content);
      }
      return new PackedContent(packed.toByteArray());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } finally {
      fast.end();
    }
  }

  RunContent content() {
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      return READER.readValue(in);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  int size() {
    return bytes.length;
  }
}
