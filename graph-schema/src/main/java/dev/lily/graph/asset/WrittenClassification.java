package dev.lily.graph.asset;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A propagated classification as it is written beside an asset: {@code NAME@origin guid}. One that
 * outlives its origin ({@code removePropagationsOnEntityDelete = false}) is written whole, as JSON
 * after a space, because its origin may not be there to be asked.
 *
 * @param whole present for one that outlives its origin
 */
public record WrittenClassification(String typeName, Guid origin, Optional<Classification> whole) {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int GUID = 36;

  private record Rest(
      Map<String, @Nullable Object> attributes,
      Classification.Rules rules,
      List<ValidityPeriod> validityPeriods,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Provenance provenance) {}

  public static WrittenClassification of(Classification classification) {
    boolean outlives = !classification.rules().removePropagationsOnEntityDelete();
    return new WrittenClassification(
        classification.typeName(),
        classification.origin(),
        outlives ? Optional.of(classification) : Optional.empty());
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException where it is nothing of that kind
   */
  public static WrittenClassification parse(String text) {
    int at = text.indexOf('@');
    String key = key(text);
    Guid origin =
        Guid.parse(key.substring(at + 1))
            .orElseThrow(() -> new IllegalArgumentException("no written classification: " + text));
    String typeName = key.substring(0, at);
    return new WrittenClassification(
        typeName,
        origin,
        key.length() == text.length()
            ? Optional.empty()
            : Optional.of(whole(typeName, origin, text.substring(key.length() + 1))));
  }

  private static Classification whole(String typeName, Guid origin, String json) {
    try {
      Rest rest = MAPPER.readValue(json, Rest.class);
      return new Classification(
          typeName,
          origin,
          rest.attributes(),
          rest.rules(),
          rest.validityPeriods(),
          rest.provenance());
    } catch (JsonProcessingException corrupt) {
      throw new UncheckedIOException(
          "the written classification " + typeName + " is damaged", corrupt);
    }
  }

  /** The part of a text that says which classification it is. */
  static String key(String text) {
    int at = text.indexOf('@');
    if (at < 0) {
      throw new IllegalArgumentException("no written classification: " + text);
    }
    return text.substring(0, Math.min(text.length(), at + 1 + GUID));
  }

  String key() {
    return typeName + '@' + origin;
  }

  /** One line. */
  public String text() {
    return whole.map(one -> key() + ' ' + json(one)).orElseGet(this::key);
  }

  private static String json(Classification one) {
    try {
      return MAPPER.writeValueAsString(
          new Rest(one.attributes(), one.rules(), one.validityPeriods(), one.provenance()));
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
