package dev.lily.server.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;

/** JSON of the API. Fields nobody knows are ignored on the way in; times are ISO 8601. */
public final class Json {
  private final ObjectMapper mapper =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Reads one value; a fault is a BAD_REQUEST with the place of the fault. */
  public <T> T read(byte[] text, Class<T> type) {
    try {
      T value = mapper.readValue(text, type);
      if (value == null) {
        throw new CatalogException(ErrorCode.BAD_REQUEST, "the body is null; JSON is expected");
      }
      return value;
    } catch (MismatchedInputException e) {
      throw refused(e, at(e) + " of the body: " + expected(e));
    } catch (JsonMappingException e) {
      throw refused(e, at(e) + " of the body: " + e.getOriginalMessage());
    } catch (JsonProcessingException e) {
      throw refused(e, "the body is not JSON: " + plain(e));
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

  private static CatalogException refused(JsonProcessingException fault, String what) {
    JsonLocation place = fault.getLocation();
    String where =
        place == null || place.getLineNr() < 0
            ? ""
            : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
    return new CatalogException(ErrorCode.BAD_REQUEST, what + where, fault);
  }

  private static String expected(MismatchedInputException fault) {
    Class<?> type = fault.getTargetType();
    return type != null && Map.class.isAssignableFrom(type)
        ? "a JSON object is expected"
        : plain(fault);
  }

  /** Without the parser's remarks about where its source is. */
  private static String plain(JsonProcessingException fault) {
    return fault.getOriginalMessage().replaceAll("\\s*\\([^()]*\\[Source[^\\]]*\\]\\)", "");
  }

  private static String at(JsonMappingException fault) {
    return fault.getPath().stream()
        .map(
            step -> step.getFieldName() == null ? "/" + step.getIndex() : "/" + step.getFieldName())
        .collect(Collectors.joining("", "at ", ""))
        .replaceAll("^at $", "at the top");
  }
}
