package dev.lily.server.atlas;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.lily.server.http.ApiResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON answers field by field: no reflection on hot routes. */
final class JsonAnswer {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int USUAL_BYTES = 4096;

  private JsonAnswer() {}

  /** Something that writes one JSON value. */
  @FunctionalInterface
  interface Content {
    void write(JsonGenerator out) throws IOException;
  }

  static ApiResponse of(Content content) {
    return ApiResponse.raw("application/json", bytes(content));
  }

  static byte[] bytes(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
    try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
      content.write(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** A JSON-like value: text, number, boolean, null, list or map of such. */
  static void value(JsonGenerator out, @Nullable Object value) throws IOException {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof Integer number) {
      out.writeNumber(number);
    } else if (value instanceof Long number) {
      out.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof Number number) {
      out.writeNumber(number.toString());
    } else if (value instanceof Map<?, ?> map) {
      map(out, map);
    } else if (value instanceof Collection<?> list) {
      out.writeStartArray();
      for (Object item : list) {
        value(out, item);
      }
      out.writeEndArray();
    } else {
      out.writeString(value.toString());
    }
  }

  private static void map(JsonGenerator out, Map<?, ?> map) throws IOException {
    out.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.writeFieldName(String.valueOf(entry.getKey()));
      value(out, entry.getValue());
    }
    out.writeEndObject();
  }

  static void field(JsonGenerator out, String name, @Nullable Object value) throws IOException {
    out.writeFieldName(name);
    value(out, value);
  }

  static void texts(JsonGenerator out, String name, Collection<String> texts) throws IOException {
    out.writeArrayFieldStart(name);
    for (String text : texts) {
      out.writeString(text);
    }
    out.writeEndArray();
  }

  /** A fragment of Atlas's paged lists (PList) that holds everything. */
  static void wholeList(JsonGenerator out, List<? extends Content> items) throws IOException {
    out.writeStartObject();
    out.writeArrayFieldStart("list");
    for (Content item : items) {
      item.write(out);
    }
    out.writeEndArray();
    out.writeNumberField("startIndex", 0);
    out.writeNumberField("pageSize", items.size());
    out.writeNumberField("totalCount", items.size());
    out.writeStringField("sortType", "NONE");
    out.writeEndObject();
  }
}
