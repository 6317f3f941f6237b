package dev.lily.graph.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Change events to and from JSON in UTF-8; absent fields mean empty, unknown ones are ignored. */
public final class ChangeEventCodec {
  private static final ObjectWriter WRITER = ValueJson.MAPPER.writerFor(ChangeEvent.class);
  private static final ObjectReader READER = ValueJson.MAPPER.readerFor(ChangeEvent.class);

  private ChangeEventCodec() {}

  public static byte[] encode(ChangeEvent event) {
    try {
      return WRITER.writeValueAsBytes(event);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws UncheckedIOException where the bytes are no change event
   */
  public static ChangeEvent decode(byte[] json) {
    try {
      return READER.readValue(json);
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }
}
