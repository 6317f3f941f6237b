package dev.lily.graph.change;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.lily.graph.asset.Guid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of JSON objects, one after the other; a value that is null means empty. */
final class JsonFields {
  private final JsonParser json;

  JsonFields(JsonParser json) {
    this.json = json;
  }

  /** Goes to the value of the whole text. */
  void begin() throws IOException {
    json.nextToken();
  }

  /** The name of the first field of the object at hand, with its value at hand. */
  @Nullable String first() throws IOException {
    expect(JsonToken.START_OBJECT);
    return next();
  }

  @Nullable String next() throws IOException {
    String name = json.nextFieldName();
    if (name == null) {
      expect(JsonToken.END_OBJECT);
    } else {
      json.nextToken();
    }
    return name;
  }

  private void expect(JsonToken token) throws JsonParseException {
    if (!json.hasToken(token)) {
      throw new JsonParseException(json, "%s instead of %s".formatted(json.currentToken(), token));
    }
  }

  boolean isNull() {
    return json.hasToken(JsonToken.VALUE_NULL);
  }

  String text() throws IOException {
    if (isNull()) {
      return "";
    }
    expect(JsonToken.VALUE_STRING);
    return json.getText();
  }

  long number() throws IOException {
    return isNull() ? 0 : json.getLongValue();
  }

  boolean flag() throws IOException {
    return !isNull() && json.getBooleanValue();
  }

  Guid guid() throws IOException {
    String text = text();
    return Guid.parse(text)
        .orElseThrow(() -> new JsonParseException(json, "'" + text + "' is no guid"));
  }

  <T> T value(ObjectReader reader, T absent) throws IOException {
    return isNull() ? absent : reader.readValue(json);
  }

  interface Element<T> {
    T read() throws IOException;
  }

  <T> List<T> list(Element<T> element) throws IOException {
    if (isNull()) {
      return List.of();
    }
    expect(JsonToken.START_ARRAY);
    List<T> all = new ArrayList<>(1);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      all.add(element.read());
    }
    return all;
  }

  <T> T required(@Nullable T value, String name) throws JsonParseException {
    if (value == null) {
      throw new JsonParseException(json, name + " is missing");
    }
    return value;
  }

  /** Passes over the value at hand. */
  void skip() throws IOException {
    json.skipChildren();
  }
}
