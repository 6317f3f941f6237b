package dev.lily.server.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.JsonFaults;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

  /** Reads one value; a fault is a BAD_REQUEST with the place of the fault. */
  public <T> T read(byte[] text, Class<T> type) {
    return read(mapper.reader(), text, type);
  }

  /** The same where a field that nobody knows is a fault too: it would have been meant. */
  public <T> T readStrictly(byte[] text, Class<T> type) {
    return read(strict, text, type);
  }

  private static <T> T read(ObjectReader reader, byte[] text, Class<T> type) {
    try {
      T value = reader.readValue(text, type);
      if (value == null) {
        throw new CatalogException(ErrorCode.BAD_REQUEST, "the body is null; JSON is expected");
      }
      return value;
    } catch (UnrecognizedPropertyException e) {
      throw refused(
          e, "unknown field " + at(e).substring(3) + "; known are " + e.getKnownPropertyIds());
    } catch (InvalidTypeIdException e) {
      throw refused(e, at(e) + " of the body: " + JsonFaults.reason(e));
    } catch (MismatchedInputException e) {
      throw refused(e, expected(e));
    } catch (JsonMappingException e) {
      throw refused(e, at(e) + " of the body: " + reason(e));
    } catch (JsonProcessingException e) {
      throw refused(e, "the body is not JSON: " + JsonFaults.reason(e));
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
    String message = fault.getOriginalMessage();
    if (message.startsWith("No content")) {
      return "the body is empty; JSON is expected";
    }
    return message.startsWith("Trailing token")
        ? "the body is not JSON: something follows its end"
        : at(fault) + " of the body: " + shape(fault.getTargetType()) + " is expected";
  }

  private static String shape(@Nullable Class<?> type) {
    if (type == null) {
      return "another value";
    }
    if (Collection.class.isAssignableFrom(type) || type.isArray()) {
      return "a JSON list";
    }
    if (CharSequence.class.isAssignableFrom(type)) {
      return "a text";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      return "a number";
    }
    return type.isEnum() ? "one of " + Arrays.toString(type.getEnumConstants()) : "a JSON object";
  }

  /** What a value object of ours says of its values; else what the parser says. */
  private static String reason(JsonMappingException fault) {
    Throwable cause = fault.getCause();
    return cause == null || cause.getMessage() == null
        ? JsonFaults.reason(fault)
        : cause.getMessage();
  }

  private static String at(JsonMappingException fault) {
    return fault.getPath().stream()
        .map(
            step -> step.getFieldName() == null ? "/" + step.getIndex() : "/" + step.getFieldName())
        .collect(Collectors.joining("", "at ", ""))
        .replaceAll("^at $", "at the top");
  }
}
