package dev.lily.notifications.openlineage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.JsonFaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of an event without the facets that nobody here asks for: they are most of the
 * bytes (Spark's plan and properties), and skipping them costs a fraction of building them.
 */
final class EventTree {
  private static final Set<String> FACET_MAPS = Set.of("facets", "inputFacets", "outputFacets");
  private static final Set<String> FACETS =
      Set.of(
          "columnLineage",
          "dataQualityAssertions",
          "dataQualityMetrics",
          "dataSource",
          "datasetType",
          "documentation",
          "jobType",
          "lifecycleStateChange",
          "ownership",
          "parent",
          "schema",
          "sql",
          "symlinks");
  private static final int EVENT = 0;
  private static final int PART = 1;
  private static final int FACET_MAP = 2;
  private static final int OTHER = 3;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonFactory factory;
  private final OpenLineageLimits limits;

  EventTree(OpenLineageLimits limits) {
    this.limits = limits;
    this.factory =
        JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(limits.depth()).build())
            .build();
  }

  /** The event as a tree. */
  JsonNode read(byte[] event) {
    if (event.length > limits.eventBytes()) {
      throw new OpenLineageFault(
          ErrorCode.CONTENT_TOO_LARGE,
          "",
          event.length + " bytes, at most " + limits.eventBytes() + " are taken");
    }
    return parse(event, parser -> value(parser, parser.nextToken(), EVENT));
  }

  /** The elements of a JSON array, each with its own bytes. */
  List<byte[]> split(byte[] array) {
    return parse(array, parser -> slices(parser, array));
  }

  private List<byte[]> slices(JsonParser parser, byte[] array) throws IOException {
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      throw new OpenLineageFault(ErrorCode.BAD_REQUEST, "", "a batch must be a JSON array");
    }
    List<byte[]> slices = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (slices.size() == limits.batchEvents()) {
        throw new OpenLineageFault(
            ErrorCode.CONTENT_TOO_LARGE, "", "more than " + limits.batchEvents() + " events");
      }
      int start = (int) parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
      parser.finishToken();
      int end = (int) parser.currentLocation().getByteOffset();
      slices.add(Arrays.copyOfRange(array, start, end));
    }
    return slices;
  }

  private interface Reading<T> {
    T from(JsonParser parser) throws IOException;
  }

  private <T> T parse(byte[] json, Reading<T> reading) {
    try (JsonParser parser = factory.createParser(json)) {
      return parse(parser, reading);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private <T> T parse(JsonParser parser, Reading<T> reading) {
    try {
      T result = reading.from(parser);
      if (parser.nextToken() != null) {
        throw new OpenLineageFault(ErrorCode.BAD_REQUEST, "", "something follows its end");
      }
      return result;
    } catch (StreamConstraintsException tooDeep) {
      throw fault(ErrorCode.BAD_REQUEST, parser, JsonFaults.reason(tooDeep));
    } catch (IOException malformed) {
      throw fault(ErrorCode.BAD_REQUEST, parser, "is no JSON: " + JsonFaults.reason(malformed));
    }
  }

  private static OpenLineageFault fault(ErrorCode code, JsonParser parser, String message) {
    return new OpenLineageFault(
        code, parser.getParsingContext().pathAsPointer().toString(), message);
  }

  private static JsonNode value(JsonParser parser, @Nullable JsonToken token, int level)
      throws IOException {
    if (token == null) {
      return NODES.missingNode();
    }
    return switch (token) {
      case START_OBJECT -> object(parser, level);
      case START_ARRAY -> array(parser, level);
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NUMBER_INT -> NODES.numberNode(parser.getDoubleValue());
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      default -> NODES.nullNode();
    };
  }

  private static ObjectNode object(JsonParser parser, int level) throws IOException {
    ObjectNode object = NODES.objectNode();
    String name = parser.nextFieldName();
    while (name != null) {
      JsonToken token = parser.nextToken();
      if (level == FACET_MAP && !FACETS.contains(name)) {
        parser.skipChildren();
      } else {
        object.set(name, value(parser, token, below(level, name)));
      }
      name = parser.nextFieldName();
    }
    return object;
  }

  /** Facets are where the event's own parts have them; a column may be called "facets" too. */
  private static int below(int level, String name) {
    return level == PART && !FACET_MAPS.contains(name) ? OTHER : Math.min(level + 1, OTHER);
  }

  private static ArrayNode array(JsonParser parser, int level) throws IOException {
    ArrayNode array = NODES.arrayNode();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      array.add(value(parser, token, level));
    }
    return array;
  }
}
