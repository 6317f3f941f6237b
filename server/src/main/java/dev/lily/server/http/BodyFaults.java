package dev.lily.server.http;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.JsonFaults;
import dev.lily.graph.Spelling;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with a body: the JSON pointer of the fault, the value, and what is known or
 * expected there. Nothing of how the parser and our classes put it.
 */
final class BodyFaults {
  private static final int VALUE = 60;

  private final ObjectMapper mapper;

  /**
   * Faults of one mapper.
   *
   * @param mapper writes the values of enums as they are to be sent
   */
  BodyFaults(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** A BAD_REQUEST with the reason and its place. */
  CatalogException refusal(JsonProcessingException fault) {
    JsonLocation place = fault.getLocation();
    String where =
        place == null || place.getLineNr() < 0
            ? ""
            : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
    return new CatalogException(ErrorCode.BAD_REQUEST, reason(fault) + where, fault);
  }

  private String reason(JsonProcessingException fault) {
    if (fault instanceof UnrecognizedPropertyException unknown) {
      return unknown(unknown);
    }
    if (fault instanceof InvalidTypeIdException kind) {
      return kind(kind);
    }
    if (fault instanceof MismatchedInputException mismatch) {
      return mismatch(mismatch);
    }
    if (fault instanceof JsonMappingException mapping) {
      return placed(mapping, cause(mapping));
    }
    return "the body is not JSON: " + JsonFaults.reason(fault);
  }

  private static String unknown(UnrecognizedPropertyException fault) {
    Collection<String> known =
        fault.getKnownPropertyIds().stream()
            .map(String::valueOf)
            .collect(Collectors.toCollection(TreeSet::new));
    return "unknown field "
        + pointer(fault)
        + meant(fault.getPropertyName(), known)
        + "; known are "
        + known;
  }

  /** A value that says which of several objects is meant. */
  private static String kind(InvalidTypeIdException fault) {
    Class<?> base = fault.getBaseType().getRawClass();
    JsonTypeInfo info = base.getAnnotation(JsonTypeInfo.class);
    JsonSubTypes kinds = base.getAnnotation(JsonSubTypes.class);
    String field = info == null ? "" : "/" + info.property();
    List<String> known =
        kinds == null
            ? List.of()
            : Stream.of(kinds.value()).map(JsonSubTypes.Type::name).sorted().toList();
    String sent = fault.getTypeId();
    String what =
        sent == null ? " is missing" : ": " + shown(sent) + " is unknown" + meant(sent, known);
    return "at " + pointer(fault) + field + " of the body" + what + "; known are " + known;
  }

  private String mismatch(MismatchedInputException fault) {
    String message = fault.getOriginalMessage();
    if (fault.getPath().isEmpty() && message.startsWith("No content")) {
      return "the body is empty; JSON is expected";
    }
    if (message.startsWith("Trailing token")) {
      return "the body is not JSON: something follows its end";
    }
    Optional<Object> sent =
        fault instanceof InvalidFormatException format
            ? Optional.ofNullable(format.getValue())
            : Optional.empty();
    return at(fault)
        + " of the body: "
        + shape(fault.getTargetType())
        + " is expected"
        + sent.map(value -> ", not " + shown(value)).orElse("");
  }

  private String shape(@Nullable Class<?> type) {
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
    return type.isEnum()
        ? "one of " + Stream.of(type.getEnumConstants()).map(this::written).toList()
        : "a JSON object";
  }

  private String written(Object constant) {
    return mapper.valueToTree(constant).asText();
  }

  /** What begins with the pointer of a field is about that field of the value at the place. */
  private static String placed(JsonMappingException fault, String cause) {
    int end = cause.indexOf(": ");
    return cause.startsWith("/") && end > 0 && cause.indexOf(' ') > end
        ? "at " + pointer(fault) + cause.substring(0, end) + " of the body" + cause.substring(end)
        : at(fault) + " of the body: " + cause;
  }

  /** What a value object of ours says of its values; else what the parser says. */
  private static String cause(JsonMappingException fault) {
    Throwable cause = fault.getCause();
    if (cause instanceof NullPointerException) {
      return "there is a null in it; leave it out";
    }
    if (cause instanceof InputCoercionException) {
      return "the number is too large or has a fraction";
    }
    if (cause instanceof JsonProcessingException syntax) {
      return JsonFaults.reason(syntax);
    }
    return cause == null || cause.getMessage() == null
        ? JsonFaults.reason(fault)
        : cause.getMessage();
  }

  private static String meant(String word, Collection<String> known) {
    return Spelling.closest(word, known).map(near -> ", did you mean " + near + "?").orElse("");
  }

  private static String shown(Object value) {
    String text = String.valueOf(value);
    return "'" + (text.length() > VALUE ? text.substring(0, VALUE) + "…" : text) + "'";
  }

  private static String at(JsonMappingException fault) {
    return fault.getPath().isEmpty() ? "at the top" : "at " + pointer(fault);
  }

  /** RFC 6901. */
  private static String pointer(JsonMappingException fault) {
    return fault.getPath().stream()
        .map(
            step ->
                step.getFieldName() == null
                    ? "/" + step.getIndex()
                    : "/" + step.getFieldName().replace("~", "~0").replace("/", "~1"))
        .collect(Collectors.joining());
  }
}
