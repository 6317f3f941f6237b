package dev.lily.graph.rule;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.JsonFaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Rules to and from JSON: {@code {"version":1,"rules":[{"id":…,"type":"BLOCK",…}]}}. */
public final class RuleSetCodec {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
          .withConfigOverride(
              List.class,
              type -> type.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .build();

  private static final List<String> TYPES =
      Arrays.stream(PropagationRule.class.getAnnotation(JsonSubTypes.class).value())
          .map(JsonSubTypes.Type::name)
          .toList();

  private RuleSetCodec() {}

  public static String encode(RuleSet rules) {
    try {
      return MAPPER.writeValueAsString(rules);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** The rules as a tree, for an answer. */
  public static JsonNode tree(RuleSet rules) {
    return MAPPER.valueToTree(rules);
  }

  /**
   * Reads what {@link #encode} wrote; properties that only a later version knows are passed over.
   *
   * @throws UncheckedIOException where the text is no rules
   */
  public static RuleSet decode(String json) {
    try {
      return MAPPER
          .readerFor(RuleSet.class)
          .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .readValue(json);
    } catch (IOException malformed) {
      throw new UncheckedIOException("the stored rules of propagation are damaged", malformed);
    }
  }

  /**
   * Reads rules that somebody sent.
   *
   * @param rules the array of rules
   * @throws CatalogException BAD_REQUEST with the place of the fault and what may stand there
   */
  public static RuleSet read(long version, JsonNode rules) {
    requireRules(rules);
    try {
      List<PropagationRule> read =
          MAPPER
              .readerForListOf(PropagationRule.class)
              .without(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
              .readValue(rules);
      return new RuleSet(version, read);
    } catch (InvalidTypeIdException unknown) {
      throw fault(unknown, "type: one of %s is expected".formatted(TYPES));
    } catch (UnrecognizedPropertyException unknown) {
      throw fault(
          unknown,
          "'%s' is unknown; known are %s"
              .formatted(unknown.getPropertyName(), unknown.getKnownPropertyIds()));
    } catch (MismatchedInputException unfit) {
      throw fault(unfit, shape(unfit) + " is expected");
    } catch (JsonMappingException fault) {
      throw fault(fault, JsonFaults.reason(fault));
    } catch (IOException fault) {
      throw new CatalogException(ErrorCode.BAD_REQUEST, "rules: " + JsonFaults.reason(fault));
    }
  }

  private static void requireRules(JsonNode rules) {
    if (!rules.isArray()) {
      throw new CatalogException(ErrorCode.BAD_REQUEST, "rules: an array is expected");
    }
    for (int i = 0; i < rules.size(); i++) {
      if (!rules.get(i).isObject()) {
        throw new CatalogException(
            ErrorCode.BAD_REQUEST, "rules[" + i + "]: a JSON object is expected");
      }
      JsonNode levels = rules.get(i).path("levels");
      if (levels.isIntegralNumber() && levels.asLong() == 0) {
        throw new CatalogException(
            ErrorCode.BAD_REQUEST,
            "rules[" + i + "].levels: 1 to 10 are expected, not 0; left out it is 1");
      }
    }
  }

  private static String shape(MismatchedInputException unfit) {
    Class<?> target = unfit.getTargetType();
    if (target == null || target == String.class || target == Glob.class) {
      return "a text";
    }
    if (target.isEnum()) {
      return "one of " + Arrays.toString(target.getEnumConstants());
    }
    if (List.class.isAssignableFrom(target)) {
      return "an array";
    }
    if (target == boolean.class || target == Boolean.class) {
      return "true or false";
    }
    return target == int.class ? "a whole number" : "a JSON object";
  }

  private static CatalogException fault(JsonMappingException fault, String reason) {
    String place =
        fault.getPath().stream()
            .map(
                step ->
                    step.getFieldName() == null
                        ? "[" + step.getIndex() + "]"
                        : "." + step.getFieldName())
            .collect(Collectors.joining());
    return new CatalogException(ErrorCode.BAD_REQUEST, "rules" + place + ": " + reason);
  }
}
