package dev.lily.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import java.io.IOException;

/** JSON of the API. Fields nobody knows are ignored on the way in; times are ISO 8601. */
public final class Json {
  private final ObjectMapper mapper =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private final ObjectReader strict =
      mapper.reader().with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private final BodyFaults faults = new BodyFaults(mapper);

  /** Reads one value; a fault is a BAD_REQUEST with the place of the fault. */
  public <T> T read(byte[] text, Class<T> type) {
    return read(mapper.reader(), text, type);
  }

  /** The same where a field that nobody knows is a fault too: it would have been meant. */
  public <T> T readStrictly(byte[] text, Class<T> type) {
    return read(strict, text, type);
  }

  private <T> T read(ObjectReader reader, byte[] text, Class<T> type) {
    try {
      T value = reader.readValue(text, type);
      if (value == null) {
        throw new CatalogException(ErrorCode.BAD_REQUEST, "the body is null; JSON is expected");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw faults.refusal(e);
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot be read", e);
    }
  }

  public JsonNode readTree(byte[] text) {
    return read(text, JsonNode.class);
  }

  public byte[] write(Object value) {
    try {
      return mapper.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(value.getClass() + " cannot be written as JSON", e);
    }
  }
}
