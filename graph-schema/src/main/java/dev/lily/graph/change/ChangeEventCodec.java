package dev.lily.graph.change;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.lily.graph.CatalogException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Change events to and from JSON in UTF-8; absent fields mean empty, unknown ones are ignored. */
public final class ChangeEventCodec {
  private static final JsonFactory JSON = ValueJson.MAPPER.getFactory();
  private static final int USUAL_LENGTH = 1_024;

  private ChangeEventCodec() {}

  public static byte[] encode(ChangeEvent event) {
    ByteArrayBuilder bytes = new ByteArrayBuilder(USUAL_LENGTH);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      ChangeEventWriter.write(json, event);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws UncheckedIOException where the bytes are no change event
   */
  public static ChangeEvent decode(byte[] json) {
    try (JsonParser parser = JSON.createParser(json)) {
      return read(parser);
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  private static ChangeEvent read(JsonParser parser) throws IOException {
    try {
      return new ChangeEventReader(parser).read();
    } catch (CatalogException | IllegalArgumentException | NullPointerException refused) {
      throw new JsonParseException(parser, "a value is refused: " + refused.getMessage(), refused);
    }
  }
}
